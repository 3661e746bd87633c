import { currencyDecimals } from "../money/currencies.ts";
import { fold } from "../text/fold.ts";

/** What a heading says about its column. Finer than a role: several may ask for the same one. */
export type Meaning =
  | "bookingDate"
  | "date"
  | "valueDate"
  | "amount"
  | "moneyIn"
  | "moneyOut"
  | "direction"
  | "balance"
  | "currency"
  | "payee"
  | "purpose"
  | "text"
  | "kind"
  | "reference"
  | "note"
  | "category"
  | "tags"
  | "account"
  | "id"
  | "elsewhere";

interface Headings {
  /** Whole headings. */
  is: string;
  /** Words within longer headings … */
  has?: string;
  /** … that have none of these words. */
  not?: string;
}

/** English, German, French, Spanish, Italian, Dutch and Portuguese, folded, a comma between headings. */
const headings: Readonly<Record<Meaning, Headings>> = {
  bookingDate: {
    is:
      "booking date, booked, book date, booked on, date booked, posting date, posted date, post date, posted, posted on, date posted, completed date, date completed, " +
      "buchungstag, buchungsdatum, buchung, datum buchung, datum der buchung, gebucht am, " +
      "date comptable, date de comptabilisation, date operation, date d operation, date de l operation, date op, date mouvement, " +
      "fecha operacion, fecha de operacion, fecha de la operacion, f operacion, fecha contable, fecha de contabilizacion, fecha movimiento, fecha de movimiento, " +
      "data contabile, data operazione, data registrazione, data contabilizzazione, data movimento, " +
      "boekdatum, boekingsdatum, datum boeking, " +
      "data mov, data do movimento, data lancamento, data do lancamento, data de lancamento, data operacao, data da operacao",
  },
  date: {
    is:
      "date, transaction date, trans date, tran date, txn date, trade date, day, when, date time, datetime, date and time, started date, created, created on, timestamp, " +
      "datum, umsatzdatum, transaktionsdatum, belegdatum, tag, " +
      "jour, date transaction, date de transaction, date de la transaction, date achat, date d achat, " +
      "fecha, fecha transaccion, fecha de transaccion, dia, data, data transazione, transactiedatum, datum transactie, data transacao, data da transacao",
    has: "date, datum, fecha, data",
    not: "due, birth, statement, value, valuta, wert, valeur, valor, rente, falligkeit",
  },
  valueDate: {
    is:
      "value date, value dat, effective date, valuta, valutadatum, valuta datum, wertstellung, wertstellung valuta, wertstellungstag, wertstellungsdatum, wert, " +
      "date valeur, date de valeur, date val, fecha valor, fecha de valor, fecha val, f valor, valor, data valuta, rentedatum, datum valuta, data valor, data de valor",
    has: "value date, valutadatum, wertstellung, valeur",
  },
  amount: {
    is:
      "amount, amt, transaction amount, amount in account currency, billing amount, value, sum, net, net amount, " +
      "betrag, umsatz, summe, buchungsbetrag, umsatzbetrag, montant, montant operation, montant de l operation, montant de la transaction, somme, " +
      "importe, importe operacion, cantidad, monto, importo, importo operazione, ammontare, bedrag, transactiebedrag, valor, montante, quantia, importancia, valor operacao, " +
      "gross, total",
    has: "amount, betrag, umsatz, montant, importe, importo, bedrag, montante, valor",
    not:
      "fee, fees, original, orig, local, foreign, exchange, rate, balance, tax, vat, limit, pending, date, fecha, data, type, id, " +
      "fremd, gebuhr, ursprungsbetrag, ursprungsbetr, lastschrift, auslagenersatz, frais, comision, commissione, kosten, tipo, art",
  },
  moneyIn: {
    is:
      "money in, paid in, in, incoming, received, credit, credits, credit amount, credit amt, amount credit, amount credited, deposit, deposits, deposit amount, deposit amt, income, cr, cr amount, " +
      "haben, gutschrift, gutschriften, einnahme, einnahmen, eingang, eingange, zugang, credit euros, montant credit, recette, recettes, " +
      "abono, abonos, haber, ingreso, ingresos, entrada, entradas, avere, entrata, entrate, accredito, accrediti, bij, bijschrijving, bijgeschreven, inkomsten, " +
      "credito, creditos, receita, receitas",
    has: "credit, credited, deposit, deposits, paid in, money in, haben, abono, accrediti, entrate, credito",
    not: "debit, card, type, indicator, soll, date, id, limit, note, memo, debito, cargo, or, transfer",
  },
  moneyOut: {
    is:
      "money out, paid out, out, outgoing, spent, debit, debits, debit amount, debit amt, amount debit, amount debited, withdrawal, withdrawals, withdrawal amount, withdrawal amt, withdrawn, " +
      "expense, expenses, charge, charges, dr, dr amount, soll, belastung, belastungen, lastschrift, ausgabe, ausgaben, ausgang, ausgange, abgang, " +
      "debit euros, montant debit, depense, depenses, cargo, cargos, debe, gasto, gastos, salida, salidas, adeudo, adeudos, retiro, retiros, " +
      "dare, uscita, uscite, addebito, addebiti, af, afschrijving, afgeschreven, uitgaven, debet, debito, debitos, saida, saidas, despesa, despesas",
    has: "debit, debited, withdrawal, withdrawals, paid out, money out, soll, cargo, addebiti, uscite, debito",
    not: "credit, card, type, indicator, haben, date, id, limit, note, memo, credito, abono, or, direct",
  },
  direction: {
    is:
      "direction, debit credit, credit debit, debit or credit, credit or debit, dr cr, cr dr, d c, c d, db cr, in out, cdi, sign, debit credit indicator, credit debit indicator, " +
      "soll haben, haben soll, s h, soll haben kennzeichen, vorzeichen, ein aus, ein ausgang, sens, debit ou credit, signo, debe haber, cargo abono, " +
      "dare avere, segno, af bij, bij af, debito credito, credito debito, sinal",
    has: "debit credit, credit debit, soll haben, af bij, dare avere, debito credito",
  },
  balance: {
    is:
      "balance, running balance, running bal, account balance, accountbalance, closing balance, balance after, ledger balance, available balance, " +
      "saldo, saldo nach buchung, kontostand, kontostand nach buchung, neuer saldo, solde, solde apres operation, saldo disponible, saldo contable, saldo despues, " +
      "saldo contabile, saldo disponibile, saldo na mutatie, saldo na trn, saldo contabilistico, saldo disponivel, saldo apos",
    has: "balance, bal, saldo, solde, kontostand",
    not: "date, type",
  },
  currency: {
    is:
      "currency, ccy, cur, currency code, account currency, transaction currency, wahrung, kontowahrung, buchungswahrung, wkz, devise, monnaie, " +
      "divisa, moneda, valuta, munt, muntsoort, moeda",
    has: "currency, wahrung, devise, divisa, moneda, moeda",
    not: "original, orig, local, foreign, fremd, exchange, source, target, amount, betrag",
  },
  payee: {
    is:
      "payee, payee name, merchant, merchant name, name, counterparty, counter party, counterparty name, partner, partner name, other party, other party name, recipient, beneficiary, " +
      "sender, payer, vendor, paid to, shop, empfanger, auftraggeber, auftraggeber empfanger, empfanger auftraggeber, begunstigter zahlungspflichtiger, " +
      "begunstigter auftraggeber, auftraggeber begunstigter, name zahlungsbeteiligter, zahlungsbeteiligter, zahlungsempfanger, zahlungsempfanger in, zahlungspflichtiger, " +
      "zahlungspflichtige r, gegenpartei, handler, tiers, beneficiaire, nom du beneficiaire, commercant, nom du tiers, supplier found, destinataire, " +
      "beneficiario, ordenante, comercio, destinatario, nombre, esercente, controparte, ordinante, beneficiario ordinante, " +
      "tegenpartij, naam tegenpartij, naam, naam omschrijving, begunstigde, entidade, comerciante",
    has: "payee, merchant, counterparty, empfanger, auftraggeber, begunstigter, beneficiaire, beneficiario, tegenpartij, zahlungsbeteiligter",
    not: "iban, account, konto, kontonummer, auftragskonto, bic, id, bank, blz, rekening, number, no, abweichender, category, address, adresse, email, type",
  },
  purpose: {
    is:
      "description, descr, desc, details, detail, narrative, narration, particulars, transaction description, transaction details, payment reference, payment details, purpose, title, item, what, " +
      "verwendungszweck, vorgang verwendungszweck, buchungsdetails, zweck, betreff, beschreibung, zahlungsgrund, libelle, libelle operation, libelle de l operation, label, designation, " +
      "intitule, motif, concepto, descripcion, detalle, detalles, movimiento, glosa, descrizione, causale, descrizione operazione, descrizione operazioni, " +
      "descrizione completa, operazione, dettagli, omschrijving, mededelingen, mededeling, descricao, historico, descricao do movimento, movimento, descritivo",
    has: "description, narrative, verwendungszweck, libelle, concepto, descripcion, descrizione, omschrijving, descricao, details",
    not: "type, category, code, id, amount",
  },
  text: { is: "text, buchungstext, umsatztext, transaction, libelle court, activity" },
  kind: {
    is:
      "type, transaction type, trans type, tran type, type of transaction, umsatzart, umsatztyp, vorgang, buchungsart, transaktionstyp, type operation, type d operation, type de transaction, " +
      "tipo, tipo de movimiento, tipo operacion, tipo de operacion, tipo operazione, tipo di operazione, mutatiesoort, soort, code, tipo de operacao, tipo de movimento, " +
      "subcategory, channel, canale, method, payment method, payment type",
  },
  reference: {
    is: "reference, ref, customer reference, your reference, referenz, kundenreferenz, referencia, riferimento, kenmerk, betalingskenmerk, referentie",
  },
  note: {
    is:
      "note, notes, notes and tags, memo, memos, comment, comments, remark, remarks, notiz, notizen, bemerkung, bemerkungen, kommentar, anmerkung, " +
      "commentaire, commentaires, remarque, nota, notas, comentario, comentarios, observaciones, commento, annotazioni, opmerking, opmerkingen, notitie, " +
      "observacoes, observacao",
  },
  category: {
    is: "category, category name, spending category, budget category, kategorie, categorie, categoria, rubrique, rubriek, rubrica",
    has: "category, kategorie",
    not: "sub, parent, split, id, code, type, group",
  },
  tags: {
    is: "tags, labels, schlagworte, schlagworter, stichworte, stichworter, etiquettes, mots cles, etiquetas, etichette, trefwoorden",
  },
  /** Money as it was in another currency, fees and rates: never the row's own. */
  elsewhere: {
    is: "fee, fees, total fees, exchange rate, rate, kurs, koers, exchange from, exchange to",
    has: "original, orig, local, foreign, exchange, fremd, fremdwahrung, ursprungsbetrag, ursprungswahrung, oorspr",
  },
  account: {
    is:
      "account, account name, account number, account no, account num, account label, from account, own account, konto, kontoname, kontonummer, kontobezeichnung, auftragskonto, " +
      "iban auftragskonto, bezeichnung auftragskonto, mein konto, compte, numero de compte, libelle du compte, cuenta, numero de cuenta, conto, conto o carta, numero conto, " +
      "rekening, rekeningnummer, iban bban, eigen rekening, van rekening, conta, numero da conta",
  },
  id: {
    is:
      "id, transaction id, trans id, txn id, transferwise id, transfer wise id, fitid, transaction reference, transaction number, transaction no, bank reference, reference number, reference no, " +
      "ref number, ref no, unique id, unique reference, umsatz id, transaktions id, transaktionsnummer, transaktionsreferenz, referenznummer, buchungsnummer, buchungsreferenz, " +
      "id transaction, identifiant, numero de transaction, reference operation, reference de l operation, id transaccion, id movimiento, numero de operacion, " +
      "id transazione, id operazione, codice operazione, volgnr, volgnummer, transactie id, transactiereferentie, id transacao, identificador",
  },
};

/** A heading as it is compared: folded, words apart, without what it says about the currency. */
export function foldHeading(heading: string): string {
  const words = fold(heading.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2").replace(/ß/g, "ss"))
    // German letters are as often written in two.
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/([aou])e/g, "$1")
    .trim()
    .split(" ");
  const about = words.filter(
    (word) => !(currencyDecimals(word.toUpperCase()) !== undefined || word === "euro" || word === "euros"),
  );
  if (about.length === words.length || about.length === 0) return words.join(" ");
  return about
    .filter((word, index) => !(index === about.length - 1 && index > 0 && /^(?:in|en|em)$/.test(word)))
    .join(" ");
}

const list = (text: string | undefined) =>
  text === undefined ? [] : text.split(", ").map((heading) => foldHeading(heading));

const meanings = (Object.keys(headings) as Meaning[]).map((meaning) => {
  const { is, has, not } = headings[meaning];
  return {
    meaning,
    is: new Map(list(is).map((heading, rank) => [heading, rank])),
    has: list(has),
    not: new Set(list(not)),
  };
});

/** How a heading speaks for a meaning: the smaller the rank the plainer. */
export interface Reading {
  meaning: Meaning;
  rank: number;
}

const PART = 1000;
const LENGTH_MAX = 80;

/** Whether the whole heading says so, not just a part of it. */
export const isPlain = ({ rank }: Reading): boolean => rank < PART;

/** Everything a heading may mean, in any order; none for words that aren't known. */
export function readHeading(heading: string): readonly Reading[] {
  if (heading.length > LENGTH_MAX) return [];
  const text = foldHeading(heading);
  // Columns of the same heading are often numbered.
  const stem = text.replace(/ \d+$/, "");
  const words = stem.split(" ");
  const padded = ` ${stem} `;
  return meanings.flatMap(({ meaning, is, has, not }) => {
    const rank = is.get(stem);
    if (rank !== undefined) return [{ meaning, rank }];
    const part = has.findIndex((word) => padded.includes(` ${word} `));
    return part < 0 || words.some((word) => not.has(word)) ? [] : [{ meaning, rank: PART + part }];
  });
}
