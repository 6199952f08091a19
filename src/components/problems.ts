/** Says above the page what keeps the figures of a preview from being made anew; nothing takes it away again. */
export function showProblems(problems: readonly string[]): void {
  document.querySelector(".preview-problems")?.remove();
  if (problems.length === 0) return;
  const box = document.createElement("div");
  box.className = "preview-problems failure";
  box.setAttribute("role", "alert");
  const lines = ["The figures below are those of before, because of this:", ...problems];
  box.append(...lines.map((words) => Object.assign(document.createElement("p"), {textContent: words})));
  document.querySelector("#observablehq-main, main")?.prepend(box);
}
