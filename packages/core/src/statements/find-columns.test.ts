import { describe, expect, it } from "vitest";
import { surveyStatement } from "./survey-statement.ts";

async function survey(lines: readonly string[], currency = "EUR") {
  return surveyStatement(new Blob([lines.join("\n")]), { locale: "en-US", currency, decimals: 2 });
}

/** The roles by heading, those left out apart. */
async function rolesOf(...lines: string[]) {
  const { header, mapping, assumed } = await survey(lines);
  expect(assumed).toEqual([]);
  return mapping.columns
    .flatMap((role, column) => (role === "leaveOut" ? [] : [`${header?.[column]?.trim() ?? column + 1}: ${role}`]))
    .join(", ");
}

describe("the columns", () => {
  it("of English files", async () => {
    expect(
      await rolesOf(
        "Transaction ID,Date,Time,Type,Name,Category,Amount,Currency,Local amount,Local currency,Notes and #tags,Description,Money Out,Money In",
        "tx_0000A1,20/11/2026,10:15:00,Card payment,Bakery,Eating out,-3.20,EUR,-3.70,USD,,BAKERY LONDON,-3.20,",
        "tx_0000A2,19/11/2026,09:00:00,Transfer,Fenn,Income,2000.00,EUR,2000.00,EUR,pay,FENN LTD,,2000.00",
      ),
    ).toBe(
      "Transaction ID: bankId, Date: date, Name: description, Category: category, Amount: amount, Currency: currency, Notes and #tags: note, Description: description",
    );
    expect(
      await rolesOf(
        "Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #",
        "DEBIT,11/20/2026,SHOP,-10.00,ACH_DEBIT,90.00,,",
        "CHECK,11/21/2026,CHECK 101,-20.00,CHECK_PAID,70.00,101,",
      ),
    ).toBe("Posting Date: date, Description: description, Amount: amount, Balance: balance");
    expect(
      await rolesOf(
        "Booking Date,Value Date,Partner Name,Partner Iban,Type,Payment Reference,Account Name,Amount (EUR),Original Amount,Original Currency,Exchange Rate",
        "2026-11-20,2026-11-21,Bakery,,Card,,Main,-3.2,-3.7,USD,1.15",
      ),
    ).toBe(
      "Booking Date: date, Partner Name: description, Payment Reference: description, Account Name: account, Amount (EUR): amount",
    );
    expect(
      await rolesOf(
        "Date,Description,Original Description,Amount,Transaction Type,Category,Account Name,Labels,Notes",
        "11/20/2026,Bakery,BAKERY 1,3.20,debit,Food,Checking,a;b,",
        "11/19/2026,Fenn,FENN 2,20.00,credit,Pay,Checking,,",
      ),
    ).toBe(
      "Date: date, Description: description, Amount: amount, Transaction Type: direction, Category: category, Account Name: account, Labels: tags, Notes: note",
    );
  });

  it("of German files", async () => {
    expect(
      await rolesOf(
        "Auftragskonto;Buchungstag;Valutadatum;Buchungstext;Verwendungszweck;Lastschrift Ursprungsbetrag;Beguenstigter/Zahlungspflichtiger;Kontonummer/IBAN;BIC (SWIFT-Code);Betrag;Waehrung;Info",
        "DE1;20.11.26;20.11.26;KARTENZAHLUNG;EINKAUF;;MARKT;DE2;GENO;-12,30;EUR;gebucht",
        "DE1;19.11.26;19.11.26;GEHALT;LOHN;;FENN;DE3;GENO;2000,00;EUR;gebucht",
      ),
    ).toBe(
      "Auftragskonto: account, Buchungstag: date, Verwendungszweck: description, Beguenstigter/Zahlungspflichtiger: description, Betrag: amount, Waehrung: currency",
    );
    expect(
      await rolesOf(
        "Buchungstag;Auftraggeber;Empfänger;Vorgang/Verwendungszweck;Umsatz; ",
        "20.11.2026;ROWE, MAYA;MARKT;Einkauf;12,30;S",
        "19.11.2026;ROWE, MAYA;FENN;Lohn;2.000,00;H",
      ),
    ).toBe(
      "Buchungstag: date, Empfänger: description, Vorgang/Verwendungszweck: description, Umsatz: amount, : direction",
    );
    expect(
      await rolesOf(
        "Buchungstag;Wert;Umsatzart;Verwendungszweck;Betrag;Soll;Haben;Währung",
        "20.11.2026;20.11.2026;SEPA;Einkauf;;-12,30;;EUR",
        "19.11.2026;20.11.2026;SEPA;Lohn;;;2.000,00;EUR",
      ),
    ).toBe("Buchungstag: date, Verwendungszweck: description, Soll: moneyOut, Haben: moneyIn, Währung: currency");
  });

  it("of French, Spanish, Italian, Dutch and Portuguese files", async () => {
    expect(
      await rolesOf(
        "dateOp;dateVal;label;category;amount;comment;accountNum;accountbalance",
        '2026-11-20;2026-11-21;"CARTE ÉPICERIE";Courses;-12,30;;0012;1234.56',
      ),
    ).toBe(
      "dateOp: date, label: description, category: category, amount: amount, comment: note, accountNum: account, accountbalance: balance",
    );
    expect(await rolesOf("Date;Libellé;Débit euros;Crédit euros", "20/11/2026;ÉPICERIE;12,30;")).toBe(
      "Date: date, Libellé: description, Débit euros: moneyOut, Crédit euros: moneyIn",
    );
    expect(
      await rolesOf(
        "FECHA OPERACIÓN;FECHA VALOR;CONCEPTO;IMPORTE EUR;SALDO",
        "20/11/2026;21/11/2026;Compra;−12,30;1.234,56",
      ),
    ).toBe("FECHA OPERACIÓN: date, CONCEPTO: description, IMPORTE EUR: amount, SALDO: balance");
    expect(
      await rolesOf(
        "Data_Operazione;Data_Valuta;Entrate;Uscite;Descrizione;Descrizione_Completa",
        "20/11/2026;21/11/2026;;-12,3;Pos;Panetteria",
      ),
    ).toBe(
      "Data_Operazione: date, Entrate: moneyIn, Uscite: moneyOut, Descrizione: description, Descrizione_Completa: description",
    );
    expect(await rolesOf("Data;Operazione;Categoria;Valuta;Importo", "20/11/2026;Pos;Alimentari;EUR;-12,30")).toBe(
      "Data: date, Operazione: description, Categoria: category, Valuta: currency, Importo: amount",
    );
    expect(
      await rolesOf(
        '"Datum","Naam / Omschrijving","Rekening","Tegenrekening","Code","Af Bij","Bedrag (EUR)","Mutatiesoort","Mededelingen"',
        '"20261120","Bakker","NL01","NL02","BA","Af","12,30","Betaalautomaat","Pas 01"',
      ),
    ).toBe(
      "Datum: date, Naam / Omschrijving: description, Rekening: account, Af Bij: direction, Bedrag (EUR): amount, Mededelingen: description",
    );
    expect(
      await rolesOf(
        "IBAN/BBAN,Munt,Volgnr,Datum,Rentedatum,Bedrag,Saldo na trn,Naam tegenpartij,Omschrijving-1,Omschrijving-2",
        'NL1,EUR,000007213,2026-11-20,2026-11-20,"-12,30","+9,00",Bakker,Pas,',
      ),
    ).toBe(
      "IBAN/BBAN: account, Munt: currency, Volgnr: bankId, Datum: date, Bedrag: amount, Saldo na trn: balance, Naam tegenpartij: description, Omschrijving-1: description, Omschrijving-2: description",
    );
    expect(
      await rolesOf(
        "Data mov. ;Data valor ;Descrição ;Débito ;Crédito ;Saldo contabilístico ;Categoria ",
        "20-11-2026;20-11-2026;PADARIA;12,30;;987,70;COMPRAS",
      ),
    ).toBe(
      "Data mov.: date, Descrição: description, Débito: moneyOut, Crédito: moneyIn, Saldo contabilístico: balance, Categoria: category",
    );
    expect(await rolesOf("Data,Valor,Identificador,Descrição", "20/11/2026,-12.30,6557b4a0-1111,Padaria")).toBe(
      "Data: date, Valor: amount, Identificador: bankId, Descrição: description",
    );
  });

  it("of a file in a language we don't know are told by their cells", async () => {
    expect(
      await rolesOf("Päivä;Selite;Summa;Saldo", "2026-11-20;Kauppa;-12,30;87,70", "2026-11-19;Palkka;100,00;100,00"),
    ).toBe("Päivä: date, Selite: description, Summa: amount, Saldo: balance");
  });

  it("without headings are told by their cells, a running balance by its sums", async () => {
    const rows = [
      "20.11.2026;REF1;Shop;90,00;-10,00",
      "20.11.2026;REF1;Bus;88,00;-2,00",
      "21.11.2026;REF1;Pay;188,00;100,00",
      "22.11.2026;REF1;Rent;138,00;-50,00",
    ];
    expect(await rolesOf(...rows)).toBe("1: date, 3: description, 4: balance, 5: amount");
    expect(await rolesOf(...rows.toReversed())).toBe("1: date, 3: description, 4: balance, 5: amount");
  });

  it("without headings, one for each direction, are told apart by the balance", async () => {
    const rows = [
      "2026-11-19|Pay|100.00||200.00",
      "2026-11-20|Shop||10.00|190.00",
      "2026-11-20|Bus||2.00|188.00",
      "2026-11-21|Rent||50.00|138.00",
    ];
    expect(await rolesOf(...rows)).toBe("1: date, 2: description, 3: moneyIn, 4: moneyOut, 5: balance");
    const { mapping, assumed } = await survey(rows.map((row) => row.slice(0, row.lastIndexOf("|"))));
    expect(mapping.columns).toEqual(["date", "description", "moneyOut", "moneyIn"]);
    expect(assumed).toEqual(["columns"]);
  });

  it("without headings, one for each direction, are told apart although a row is bad", async () => {
    const rows = Array.from({ length: 12 }, (_, row) =>
      row === 5 ? "2026-11-06|Bad|||195.00" : `2026-11-${row + 1}|Shop||1.00|${199 - row + (row > 5 ? 1 : 0)}.00`,
    );
    rows.push("2026-11-20|Pay|100.00||289.00");
    expect(await rolesOf(...rows)).toBe("1: date, 2: description, 3: moneyIn, 4: moneyOut, 5: balance");
  });

  it("aren't guessed where the cells tell too little", async () => {
    const rows = Array.from({ length: 12 }, (_, row) =>
      row % 4 === 3 ? "2026-11-06|Pay|1.00||200.00" : `2026-11-${row + 1}|Shop||1.00|${199 - (row % 4)}.00`,
    );
    const bad = ["2026-11-22|Bad|||", "2026-11-22|Bad|||", "2026-11-22|Bad|||"];
    await expect(survey([...rows, ...bad])).rejects.toThrow("No column of amounts can be told");
  });

  it("without headings don't take a column of zeros for money in", async () => {
    expect(await rolesOf("2026-11-20,Shop,-3.20,0.00", "2026-11-21,Pay,100.00,0.00")).toContain("3: amount");
  });

  it("of the same name: the first that fits is taken", async () => {
    expect(
      await rolesOf("Date,Date,Description,Description,Amount,Amount,", "soon,2026-11-20,Shop,Again,n/a,-3.20,"),
    ).toBe("Date: date, Description: description, Amount: amount");
  });

  it("leave a bank's number out where it isn't there once a row", async () => {
    const roles = (...ids: string[]) =>
      rolesOf("Date,Transaction ID,Text,Amount", ...ids.map((id) => `2026-11-20,${id},Shop,-3.20`));
    expect(await roles("AB12345", "AB12346")).toContain("Transaction ID: bankId");
    for (const ids of [
      ["AB12345", "AB12345"],
      ["1", "2"],
      ["Rent of May", "Rent of June"],
      ["AB12345", ""],
    ])
      expect(await roles(...ids)).not.toContain("bankId");
    const many = Array.from({ length: 2000 }, (_, row) => `AB1${row}000`);
    expect(await roles(...many)).toContain("bankId");
    expect(await roles(...many, "AB117000")).not.toContain("bankId");
  });
});
