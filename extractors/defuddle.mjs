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
  selectors: [
    { selector: "a", options: { ignoreHref: true } },
    { selector: "img", format: "skip" },
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({
      selector,
      options: { uppercase: false },
    })),
  ],
});

/** A page's document; linkedom makes no html, head and body where their tags are left out. */
function parse(html) {
  const { document } = parseHTML(html);
  if (document.querySelector(":root > body") !== null) return document;
  const title = /<title\b[^>]*>[^]*?<\/title>/i.exec(html)?.[0] ?? "";
  const body = html.replace(title, "").replace(/<\/?(html|head|body)\b[^>]*>/gi, "");
  const page = `<html><head>${title}</head><body>${body}</body></html>`;
  return parseHTML(page).document;
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
    page_language = null,
  } = {},
) {
  const { content, contentMarkdown, title, author, published } = await Defuddle(
    parse(html),
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
