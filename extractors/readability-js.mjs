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
//
// [[tool.boilerbench.requirements]]
// versions = "<0.6"
// dependencies = ["linkedom@>=0.14"]
// ///
/** Firefox's reader view: paragraphs score for their ancestors, and the best one is cleaned. */
import { Readability } from "@mozilla/readability";
import { parseHTML } from "linkedom";

/** A page's document; linkedom makes no html, head and body where their tags are left out. */
function parse(html, url) {
  // The base of relative links is taken from the location.
  const globals = url === null ? null : { location: { href: url } };
  const { document } = parseHTML(html, globals);
  if (document.querySelector(":root > body") !== null) return document;
  const title = /<title\b[^>]*>[^]*?<\/title>/i.exec(html)?.[0] ?? "";
  const body = html.replace(title, "").replace(/<\/?(html|head|body)\b[^>]*>/gi, "");
  const page = `<html><head>${title}</head><body>${body}</body></html>`;
  return parseHTML(page, globals).document;
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
  } = {},
) {
  const settings = { charThreshold, nbTopCandidates, linkDensityModifier, disableJSONLD };
  const serializer = (element) => (innerText ? element.innerText : "");
  const article = new Readability(parse(html, url), { ...settings, serializer }).parse();
  if (article === null) return null;
  const { content, textContent, title, byline: author, publishedTime: date } = article;
  return { text: innerText ? content : textContent, title, author, date };
}
