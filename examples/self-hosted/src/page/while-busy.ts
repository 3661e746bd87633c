/** Shows on a button what is going on while the work runs; a second press meanwhile does nothing. The button keeps its width. */
export async function whileBusy(button: HTMLButtonElement, words: string, work: () => Promise<void>): Promise<void> {
  if (button.getAttribute("aria-busy") === "true") return;
  const label = [...button.childNodes];
  button.style.minWidth = `${button.offsetWidth}px`;
  button.setAttribute("aria-busy", "true");
  button.replaceChildren(words);
  try {
    await work();
  } finally {
    button.removeAttribute("aria-busy");
    button.replaceChildren(...label);
    button.style.minWidth = "";
  }
}
