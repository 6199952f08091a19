/** The answer of a page: the first sentence large, what qualifies it below. */
export function createAnswer(): HTMLElement {
  const element = document.createElement("div");
  element.className = "answer";
  element.setAttribute("role", "status");
  return element;
}

/** Writes the sentences of an answer. */
export function writeAnswer(element: HTMLElement, sentences: string | readonly string[]): void {
  const lines = typeof sentences === "string" ? [sentences] : sentences;
  element.replaceChildren(
    ...lines
      .filter((line) => line !== "")
      .map((line, i) => {
        const paragraph = document.createElement("p");
        paragraph.className = i === 0 ? "answer-first" : "answer-more";
        paragraph.textContent = line;
        return paragraph;
      })
  );
}
