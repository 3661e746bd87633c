import { createClient } from "@farthing/sdk";
import { h } from "./element.ts";
import { createOverview } from "./overview.ts";
import { problemNotice } from "./problem-notice.ts";
import { createTokens, findPerson, type Person, signOut } from "./session.ts";
import { signInAgain } from "./sign-in-again.ts";
import { createWelcomeView } from "./welcome-view.ts";

const root = document.getElementById("root") as HTMLElement;
const takesSignUps = document.documentElement.dataset.signUp === "open";

function connect(person: Person) {
  const tokens = createTokens(() => signInAgain(person));
  return createClient({
    baseUrl: location.origin,
    token: tokens.get,
    async fetch(address, request) {
      const answer = await fetch(address, request as RequestInit);
      // It can be refused before its time, after the server's keys changed; the client asks for another and tries once more.
      if (answer.status === 401) tokens.forget();
      return answer;
    },
  });
}

function showWelcome() {
  root.replaceChildren(
    createWelcomeView({
      takesSignUps,
      onSignedIn: (person, isNew) => void showLedger(person, isNew),
    }),
  );
}

async function showLedger(person: Person, isNew: boolean) {
  const ledger = connect(person);
  if (isNew) {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    // Bank files and figures are read and written the way this browser does; where that isn't taken the ledger keeps its own.
    await ledger.settings.update({ locale: navigator.language, timeZone }).catch(() => undefined);
  }
  root.replaceChildren(
    createOverview({
      ledger,
      person,
      async signOut() {
        await signOut();
        location.reload();
      },
    }),
  );
  document.getElementById("main")?.focus();
}

async function start() {
  root.replaceChildren(h("main", { id: "main" }, h("h1", { class: "visually-hidden" }, "Farthing")));
  try {
    const person = await findPerson();
    if (person) await showLedger(person, false);
    else showWelcome();
  } catch (error) {
    root.replaceChildren(
      h(
        "main",
        { id: "main", class: "alone" },
        h("h1", { class: "visually-hidden" }, "Farthing"),
        problemNotice({ what: "Farthing couldn't start.", error, retry: () => void start() }),
      ),
    );
  }
}

void start();
