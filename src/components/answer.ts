/** The answer of a page: the first sentence large, what qualifies it below. */
export function createAnswer(): HTMLElement {
  const element = document.createElement("div");
  element.className = "answer";
  element.setAttribute("role", "status");
  return element;
}

/** Writes the sentences of an answer. */
export function writeAnswer(element: HTMLElement, sentences: string | readonly string[]): void {
  element.replaceChildren(...paragraphs(sentences, (i) => (i === 0 ? "answer-first" : "answer-more")));
}

/** Paragraphs below the answer that are written from rows. */
export function createWords(): HTMLElement {
  const element = document.createElement("div");
  element.className = "words";
  return element;
}

/** Writes the paragraphs. */
export function writeWords(element: HTMLElement, sentences: string | readonly string[]): void {
  element.replaceChildren(...paragraphs(sentences, () => "words-line"));
}

function paragraphs(
  sentences: string | readonly string[],
  className: (place: number) => string
): HTMLParagraphElement[] {
  const lines = typeof sentences === "string" ? [sentences] : sentences;
  return lines
    .filter((line) => line !== "")
    .map((line, i) => {
      const paragraph = document.createElement("p");
      paragraph.className = className(i);
      paragraph.textContent = line;
      return paragraph;
    });
}
