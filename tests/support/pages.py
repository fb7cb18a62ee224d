"""A saved page with all that surrounds a text on the web."""

PAGE = """<!DOCTYPE html>
<!-- saved from url=(0031)https://voorbeeld.nl/slaap/tips -->
<html lang="nl"><head><meta charset="utf-8"><title>Beter slapen: zo doe je dat | Slaapsite</title>
<meta property="og:site_name" content="Slaapsite"><meta name="author" content="Jan de Vries">
<link rel="canonical" href="https://voorbeeld.nl/slaap/tips">
<script type="application/ld+json">{"@type": "Article", "datePublished": "2024-05-03T09:00:00+02:00"}</script>
<style>p { color: red }</style></head>
<body class="single comments-open"><a class="skip-link" href="#m">Naar de inhoud</a>
<header class="site"><a href="/">Slaapsite</a><nav><ul><li><a href="/">Home</a><li><a href="/tips">Tips</a></ul></nav></header>
<div id="cookie-bar">Wij gebruiken cookies. <button>Akkoord</button></div>
<main id="m"><nav class="breadcrumb"><a href="/">Home</a> / Slaap</nav>
<article><h1>Beter slapen: zo doe je dat</h1><p class="meta">Door Jan de Vries</p>
<p>Wie slecht slaapt, is overdag moe. Dat gaat <strong>vanzelf</strong> over.</p>
<h2>Hoeveel slaap heb je nodig?</h2>
<table><thead><tr><th>Leeftijd</th><th>Uren per nacht</th></tr></thead>
<tbody><tr><td>Kind</td><td>10</td></tr><tr><td>Volwassene</td><td>8</td></tr></tbody></table>
<h2>Wat helpt?</h2><p>Dit helpt:</p><ul><li>een koele kamer</li><li>op tijd naar bed, dus<ul><li>geen film meer</li></ul></li></ul>
<h2>Veelgestelde vragen</h2>
<details><summary>Helpt warme melk?</summary><p>Nee, dat is een fabeltje &amp; geen feit.</p></details>
<details><summary>Mag ik een middagdutje?</summary><p>Ja, tot 20 minuten.</p></details>
<div class="share"><a href="#">Deel</a> <a href="#">Mail</a></div>
<div class="related-posts"><h3>Lees ook</h3><ul><li><a href="/a">Dromen</a></li></ul></div></article>
<section id="comments"><h2>Reacties</h2><p>Fijn stuk! Ik slaap al beter.</p></section></main>
<aside class="sidebar"><h2>Populair</h2><ul><li><a href="/b">Snurken</a></li></ul></aside>
<footer>&copy; Slaapsite</footer><script>track()</script></body></html>
"""

# The very same text, as citaat reads it.
ARTICLE = """+++
title = "Beter slapen: zo doe je dat"
author = "Jan de Vries"
date = "2024-05-03"
url = "https://voorbeeld.nl/slaap/tips"
imported = "pagina.html {digest}"
+++

# Beter slapen: zo doe je dat

Wie slecht slaapt, is overdag moe. Dat gaat vanzelf over.

## Hoeveel slaap heb je nodig?

| Leeftijd | Uren per nacht |
| --- | --- |
| Kind | 10 |
| Volwassene | 8 |

## Wat helpt?

Dit helpt:

- een koele kamer
- op tijd naar bed, dus
  - geen film meer

## Veelgestelde vragen

### Helpt warme melk?

Nee, dat is een fabeltje & geen feit.

### Mag ik een middagdutje?

Ja, tot 20 minuten.
"""
