// What Python put into the page: the form, the rules, the words and the report to begin with.

const INITIAL = document.querySelector("#govinfo-report").textContent;
const DATA = JSON.parse(document.querySelector("#data").textContent);
const DRAFT = `govinfo-report/${DATA.draft}`;

function inLanguage([zh, en]) {
  return document.documentElement.lang === "en" ? en : zh;
}

function t(word) {
  return inLanguage(DATA.words[word]);
}
