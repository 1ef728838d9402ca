// /// script
// requires-node = ">=20.19"
// dependencies = ["defuddle@0.19.4", "linkedom@0.18.15", "html-to-text@10.0.1"]
//
// [tool.npm]
// before = "2026-11-23T00:00:00Z"
//
// [tool.boilerbench]
// title = "Defuddle on linkedom"
// homepage = "https://github.com/kepano/defuddle"
// licence = "MIT"
//
// [tool.boilerbench.variants]
// markdown = { markdown = true }
// recall = { removeLowScoring = false, removeContentPatterns = false }
// as-served = { completed = false }
//
// [[tool.boilerbench.requirements]]
// versions = "<0.19"
// dependencies = ["linkedom@>=0.14", "html-to-text@*"]
// ///
/** Obsidian Web Clipper's cleaning: selectors, scores and patterns remove what is no content. */
import { Defuddle } from "defuddle/node";
import { compile } from "html-to-text";
import { parseHTML } from "linkedom";

const layOut = compile({
  wordwrap: false,
  limits: { maxInputLength: undefined }, // else cut at 16 MiB
  selectors: [
    { selector: "a", options: { ignoreHref: true } },
    { selector: "img", format: "skip" },
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({
      selector,
      options: { uppercase: false },
    })),
  ],
});

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

const REPLIES = { extractors: "extractors", all: true, none: false };

export async function extract(
  html,
  url,
  {
    removeExactSelectors = true,
    removePartialSelectors = true,
    removeHiddenElements = true,
    removeLowScoring = true,
    removeContentPatterns = true,
    standardize = true,
    includeReplies = "extractors",
    markdown = false,
    completed = true,
    page_language = null,
  } = {},
) {
  if (!Object.hasOwn(REPLIES, includeReplies)) {
    const known = Object.keys(REPLIES).join(", ");
    throw new RangeError(`includeReplies is ${includeReplies}; it can be ${known}`);
  }
  const { document } = parseHTML(html);
  if (completed) complete(document);
  const { content, contentMarkdown, title, author, published } = await Defuddle(
    document,
    url ?? undefined,
    {
      useAsync: false, // or it asks other sites where a page gives nothing
      removeExactSelectors,
      removePartialSelectors,
      removeHiddenElements,
      removeLowScoring,
      removeContentPatterns,
      standardize,
      includeReplies: REPLIES[includeReplies],
      separateMarkdown: markdown,
      ...(page_language !== null && { language: page_language }),
    },
  );
  return { text: layOut(content), markdown: contentMarkdown, title, author, date: published };
}
