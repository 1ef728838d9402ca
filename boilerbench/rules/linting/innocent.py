"""Names that article text stands under on many sites: what takes those away destroys."""

from typing import Final

_NAMES: Final = """
__layout __next __nuxt academy accordion app app-root article article-body article-body-text
article-container article-content article-content-wrap article-main article-overlay-handle
article-page article-single article-teaser article-wrap article-wrapper article__body
article__content article__content-well article__content-well--landscape article__story
article__text article_body articleBody ArticlePage-articleBody ArticlePage-main badge bg-white
block block-system block-system-main block-system-main-block block__content Blog blog-posts body
body-container bodyCopy box breadcrumb-header broadcast c-entry-content card center clearfix col
col-12 col-8 col-l col-lg-8 col-lg-9 col-md-10 col-md-12 col-md-8 col-md-9 col-sm-12 col-sm-9
col-xs-12 collection-hero column column--primary column-clearfix columns comment-body
comment-content component-content container container--primary-and-secondary-columns
container-fluid content content-area content-article content-inner content-item content-section
content-sidebar-wrap content-single content-well content-wrapper contents contenu desktop
dialog-off-canvas-main-canvas director download elementor elementor-col-100 elementor-column
elementor-column-gap-default elementor-column-wrap elementor-container elementor-default
elementor-element elementor-element-populated elementor-inner elementor-location-single
elementor-row elementor-section elementor-section-boxed elementor-section-height-default
elementor-section-wrap elementor-template-full-width elementor-top-column elementor-top-section
elementor-widget elementor-widget-container elementor-widget-text-editor
elementor-widget-theme-post-content elementor-widget-wrap entry entry-content field
field--label-hidden field--name-body field--type-text-with-summary field-item field-items
field-label-hidden field-name-body field-type-text-with-summary field__item flex flex-1 flex-col
float-container format-standard full fusion-app gradient grid h-entry has-no-banner
has-post-thumbnail has-sidebar header header-full-width heading headline headlines hentry
hero-image heroes hfeed infinite-scroll inner is-active item item-view large-8 layout
layout-container layout-content lead lead-paragraph legal-news lh-copy list loaded loading main
main-article main-container main-content main-content-wrap main-well main-wrapper
main-wrapper--article MainContent maincontent mainContentSection masthead max-w-7xl media
media-body min-h-full modal-enabled navigation-with-keyboard news news-article no-banner no-sidebar
node node--type-article node--view-mode-full node-article node-type-article node__content not-front
one-sidebar outer outer--content padding page page--article page-body page-content
page-main-content-container page-node page-node- page-node-type-article page-type__article
page-wrapper page_body pageFrame panel path-node permalink popular-science population post
post-body post-content post-entry post-outer post-outer-container post-template-default
post__content post__content__section postBody postbody primary print-article printed products read
read-more reading-list recipe region region-content RichTextArticleBody RichTextArticleBody-body
right-sidebar roadmap root row section section-article section-in-nav shadow shared shareholder
single single-article single-format-standard single-post singleArticle singular singular-post site
site-container site-content site-inner site-main small-12 social-science social-studies spread
stage status-publish sticky-header story story-body story-body__inner story-text story__body
subject substance subtitle tagline teaser-text text text-copy text-description text-formatted
thread thread-body top topic topic-body trends type-post upload vc_responsive wide widget
widget-content wordpress wp-custom-logo wp-embed-responsive wp-singular wpb-js-composer wrap
wrap_all wrapper wysiwyg
"""

INNOCENT: Final = frozenset(_NAMES.split())
"""Classes and ids of elements that hold much of an article, and a few words that hold others.

Counted around the gold text of the shipped corpus and of the Article Extraction Benchmark: those
that two sites or more have; and names with a word inside that rules like to ask for (`header`).
"""
