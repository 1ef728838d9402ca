// /// script
// requires-node = ">=18"
// dependencies = ["@mozilla/readability@0.6.0", "linkedom@0.18.15"]
//
// [tool.npm]
// before = "2026-11-23T00:00:00Z"
//
// [tool.boilerbench]
// title = "Readability.js on linkedom"
// package = "@mozilla/readability"
// homepage = "https://github.com/mozilla/readability"
// licence = "Apache-2.0"
//
// [tool.boilerbench.variants]
// blocks = { innerText = true }
// as-served = { completed = false }
//
// [[tool.boilerbench.requirements]]
// versions = "<0.6"
// dependencies = ["linkedom@>=0.14"]
// ///
/** Firefox's reader view: paragraphs score for their ancestors, and the best one is cleaned. */
import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";

/** Makes the html, head and body elements that HTML lets a page leave out, as a browser does. */
function complete(document) {
  const [first, second] = document.documentElement?.children ?? [];
  const found = [document.documentElement, first, second].map((element) => element?.localName);
  if (found.join() === "html,head,body") return;
  const [html, head, body] = ["html", "head", "body"].map(
    (name) => document.querySelector(name) ?? document.createElement(name),
  );
  const page = document.createElement("div");
  for (const node of [...document.childNodes]) {
    if (node.nodeType !== node.DOCUMENT_TYPE_NODE) page.append(node);
  }
  for (const element of page.querySelectorAll("html, head, body")) {
    while (element.firstChild) element.before(element.firstChild);
    element.remove();
  }
  for (const node of [...page.childNodes]) {
    const leads = /^(base|link|meta|script|style|template|title|#comment)$/i.test(node.nodeName);
    const blank = node.nodeName === "#text" && !/\S/.test(node.data);
    (body.firstChild || !(leads || blank) ? body : head).append(node);
  }
  html.append(head, body);
  document.append(html);
}

export function extract(
  html,
  url,
  {
    charThreshold = 500,
    nbTopCandidates = 5,
    linkDensityModifier = 0.0,
    disableJSONLD = false,
    innerText = false,
    completed = true,
  } = {},
) {
  // The base of relative links is taken from the location.
  const { document } = parseHTML(html, url === null ? null : { location: { href: url } });
  if (completed) complete(document);
  const settings = { charThreshold, nbTopCandidates, linkDensityModifier, disableJSONLD };
  const serializer = (element) => (innerText ? element.innerText : "");
  const article = new Readability(document, { ...settings, serializer }).parse();
  if (article === null) return null;
  const { content, textContent, title, byline: author, publishedTime: date } = article;
  return { text: innerText ? content : textContent, title, author, date };
}
