import {expect, test} from "vitest";
import {readFences} from "../../loaders/site/fences.js";

test("a fence has its language, its options, its code and the line on which the code starts", () => {
  expect(readFences("# A\n\n```SQL id=rows echo\nselect 1\n```\n\ntext\n\n~~~js\na\n\nb\n~~~\n")).toEqual([
    {tag: "sql", info: "id=rows echo", line: 4, code: "select 1\n"},
    {tag: "js", info: "", line: 10, code: "a\n\nb\n"}
  ]);
});

test("a fence closes with as many marks as it opened with, or more", () => {
  expect(readFences("````md\n```js\na\n```\n`````\n").map(({code}) => code)).toEqual(["```js\na\n```\n"]);
});

test("a fence that is not closed runs to the end, an empty one has no code", () => {
  expect(readFences("```js\n```\n```\na").map(({tag, code}) => [tag, code])).toEqual([
    ["js", ""],
    ["", "a\n"]
  ]);
});

test("code in a line is no fence, nor is text without fences", () => {
  expect(readFences("```a``` b\n\n    ```js\n")).toEqual([]);
  expect(readFences("")).toEqual([]);
});
