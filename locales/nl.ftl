# Alle zinnen van de pagina in het Nederlands.

-locale = nl
-direction = ltr
-name = Nederlands

## Before the program is there

-starting = Een leeszaal voor de artikelen die u hebt verzameld. Elk artikel wordt opgeschoond; de leeszaal zoekt uit wanneer, waar en in welke taal het verscheen en laat zien waaruit dat blijkt. Alles gebeurt in deze pagina: er wordt niets verstuurd.
-starting-wait = De leeszaal gaat open…
-starting-noscript = Article Explorer werkt in de pagina zelf en heeft daarvoor JavaScript nodig. Er wordt niets verstuurd.

## Counts

articles = { $count ->
    [one] { $count } artikel
   *[other] { $count } artikelen
}
files = { $count ->
    [one] { $count } bestand
   *[other] { $count } bestanden
}
notices = { $count ->
    [one] { $count } melding
   *[other] { $count } meldingen
}
matches = { $count ->
    [one] { $count } treffer
   *[other] { $count } treffers
}
pieces = { $count ->
    [one] { $count } stuk
   *[other] { $count } stukken
}
count-languages = { $count ->
    [one] { $count } taal
   *[other] { $count } talen
}
count-sources = { $count ->
    [one] { $count } bron
   *[other] { $count } bronnen
}
count-topics = { $count ->
    [one] { $count } onderwerp
   *[other] { $count } onderwerpen
}
count-authors = { $count ->
    [one] { $count } auteur
   *[other] { $count } auteurs
}
listed = { $first }, { $more }
beyond = … en nog { NUMBER($count) }
percent = { NUMBER($value) }%
untitled = Zonder titel
unknown = onbekend
undated = zonder datum

## Names of what is known of an article

name-title = Titel
name-source = Bron
name-date = Datum
name-language = Taal
name-topic = Onderwerp
name-topics = Onderwerpen
name-author = Auteur
name-authors = Auteurs
name-credits = Makers
name-file = Bestand
name-words = Woorden
inline-language = taal
inline-source = bron
inline-topic = onderwerp
inline-author = auteur
inline-file = bestand
inline-date = datum

## The head of the page

reading-room = Een leeszaal voor uw artikelen
on-this-desk = { $count ->
    [one] { $count } artikel op deze leestafel
   *[other] { $count } artikelen op deze leestafel
}
search-articles = Artikelen doorzoeken
export = Exporteren
add-folder = Map toevoegen
add-files = Bestanden toevoegen

## Under the search box

kept-searches = Bewaarde zoekopdrachten
recent-searches = Recente zoekopdrachten
keep-this-search = Deze zoekopdracht bewaren
keep = bewaren
kept = bewaard ✓
operator-phrase-open = deze woorden bij elkaar, in deze volgorde; sluit het aanhalingsteken
operator-phrase = deze woorden bij elkaar, in deze volgorde
operator-or = een van beide kanten is genoeg
operator-and = beide kanten; een spatie doet hetzelfde
operator-not = zonder wat erop volgt; -woord doet hetzelfde
operator-title = alleen in titels
operator-body = alleen in de tekst, niet in titels
operator-date = een jaar, een maand of een periode: date:2022-03..2023
operator-label = alleen artikelen met dit kenmerk
operator-without = artikelen zonder dit woord
operator-near = beide woorden, hooguit vijf woorden uit elkaar
operator-prefix = woorden die zo beginnen
operator-fuzzy = ook met een of twee tikfouten
operator-group = hoort bij elkaar; sluit het haakje

## Filters

filters = Filters
filters-chosen = Filters · { NUMBER($count) }
collapse-all = Alles inklappen
expand-all = Alles uitklappen
hide-filters = Filters verbergen
show-articles = { $count ->
    [one] { $count } artikel tonen
   *[other] { $count } artikelen tonen
}
by-name = op naam
by-count = op aantal
sorted-by-name = { $facet }: gesorteerd op naam; wijzigen
sorted-by-count = { $facet }: gesorteerd op aantal; wijzigen
find-in-languages = Zoeken in talen
find-in-sources = Zoeken in bronnen
find-in-topics = Zoeken in onderwerpen
find-in-authors = Zoeken in auteurs
find-in-files = Zoeken in bestanden
none = geen
nothing-like-it = niets dat erop lijkt
facet-beyond = De eerste { NUMBER($shown) } van { $what }; zoek de andere hierboven op naam.
show-fewer = Minder tonen
show-all = Alle { NUMBER($count) } tonen
below = { $count ->
   *[other] { $count } onder { $name }
}
not = niet
not-value = niet { $name }

## Active filters, and nothing found

active-filters = Actieve filters
clear-all = Alles wissen
remove-filter = Filter { $filter } verwijderen: { $name }
date-from = vanaf { $date }
date-until = tot en met { $date }
desk-empty = De leestafel is leeg
desk-empty-hint = Voeg bestanden of een map toe: ze worden hier gelezen, in deze pagina, en nergens heen gestuurd.
drop-filter = { $filter } loslaten
in-the-way = Het filter op { $filter } zit in de weg.
in-the-way-any = Zonder een van deze filters blijft er wel iets over.
in-the-way-none = Met minder woorden, of met het begin van een woord en een sterretje, vindt u meer.
in-the-way-not = Het ligt niet aan het filter: ook zonder is er niets.
in-the-way-several = Alleen zonder meerdere van deze filters kan er iets overblijven.
filter-named = { $filter }: { $values }
nothing-found = Niets gevonden
nothing-passes = Geen artikel voldoet aan al deze filters samen.
nothing-answers = Geen artikel past bij { $query }.
nothing-answers-filtered = Geen artikel past bij { $query } en voldoet aan de filters.
clear-search = Zoekvak leegmaken

## Results

search-results = Zoekresultaten
results = Resultaten
no-articles = Er kunnen geen artikelen worden getoond
opening-articles = De artikelen worden geopend…
found-of = { $found } van { $total ->
    [one] { $total } artikel
   *[other] { $total } artikelen
}
order = Volgorde
order-relevance = Relevantie
order-newest = Nieuwste eerst
order-oldest = Oudste eerst
order-source = Op bron
view = Weergave
view-list = Lijst
view-compact = Compact
view-table = Tabel
columns = Kolommen
did-you-mean = Geen artikel bevat “{ $typed }” zoals getypt; er is gezocht naar woorden die erop lijken. Bedoelt u { $meant }?
relaxed = Geen artikel bevat al deze woorden; deze bevatten er enkele.
mistake-closes-nothing = Dit haakje sluit niets en is weggelaten.
mistake-never-closed = Dit haakje is niet gesloten; het wordt geacht aan het einde te sluiten.
mistake-too-deep = Meer dan { NUMBER($most) } haakjes kunnen niet in elkaar staan; wat dieper ligt is weggelaten.
mistake-one-sided = { $operator } heeft aan beide kanten iets nodig en is weggelaten.
mistake-near-one-sided = NEAR heeft aan beide kanten een woord of woordgroep nodig; er is gezocht naar wat er staat, dicht bij elkaar of niet.
mistake-nothing-excluded = Hier is niets om uit te sluiten.
mistake-changes-nothing = Dit staat achter niets wat het zou kunnen veranderen en is weggelaten.
mistake-no-word = Hierin staat geen woord; het is weggelaten.
mistake-nothing-in-field = Achter de dubbele punt staat niets; dit is weggelaten.
mistake-too-many-words = Naar meer dan { NUMBER($most) } woorden wordt niet gezocht; die vanaf hier zijn weggelaten.
mistake-too-many-tolerant = Naar meer dan { NUMBER($most) } woorden met * ? of ~ wordt niet gezocht; dit is weggelaten.
mistake-every-word = Aan een * zonder letters voldoet elk woord; het is weggelaten.
mistake-too-common = Dit staat voor te veel woorden om op tijd te bekijken; het is weggelaten.
mistake-no-date = Dit is geen datum; schrijf date:2022, date:2022-01 of date:2022-01..2022-03.
reading-files = Bestanden lezen
reading-progress = { NUMBER($files) } van { $total ->
    [one] { $total } bestand
   *[other] { $total } bestanden
} gelezen, { $bytes } van { $bytestotal } MB: { $count ->
    [one] { $count } artikel
   *[other] { $count } artikelen
}
seconds-left = { $progress }, nog ongeveer { $count ->
    [one] { $count } seconde
   *[other] { $count } seconden
}
minutes-left = { $progress }, nog ongeveer { $count ->
    [one] { $count } minuut
   *[other] { $count } minuten
}
pause = Pauzeren
go-on = Doorgaan
stop = Stoppen
selected-starred = Geselecteerd, met ster
source-unknown = bron onbekend
language-unknown = taal onbekend
minutes = { $count ->
   *[other] { $count } min
}
deselect-all = Alles deselecteren
select-all-articles = Alle gevonden artikelen selecteren
selection = Selectie
selected = { $count ->
   *[other] { $count } geselecteerd
}
set-a-label = Kenmerk instellen
select-all-found = Alles selecteren wat is gevonden
clear-selection = Selectie wissen
star = Ster: { $title }
star-key = Ster (f)
select = Selecteren: { $title }

## Timeline

from = Van
to = Tot en met
undated-count = { $count ->
   *[other] { $count } zonder datum
}
less-exact = { $count ->
   *[other] { $count } minder precies
}
less-exact-hint = Hiervan is niet meer dan het jaar of de maand bekend, dus ze staan niet in het beeld.
whole-time = Hele periode
closer = Inzoomen
table = Tabel
hide-table = Tabel verbergen
save-picture = Opslaan als SVG
picture-by-day = Artikelen per dag: { $dates }
picture-by-week = Artikelen per week: { $dates }
picture-by-month = Artikelen per maand: { $dates }
picture-by-year = Artikelen per jaar: { $dates }
period-counts = { $dates }: { NUMBER($count) } van { NUMBER($total) }
articles-over-time = Artikelen door de tijd
day = Dag
week = Week
month = Maand
year = Jaar
found = Gevonden
in-all = In totaal

## Reading

reading = Lezen
article-missing = Dit artikel ligt niet op deze leestafel. Een link zegt welk artikel wordt bedoeld, maar bevat het niet: voeg de map toe waaruit het komt.
opening-article = Het artikel wordt geopend…
show-more = Meer van dit artikel tonen
match-of = treffer { NUMBER($at) } van { NUMBER($count) }
close = Sluiten
back-to-results = ‹ Resultaten
show-results = Resultaten tonen
whole-width = Volle breedte
note-hint = Een notitie bij wat is geselecteerd, of bij de treffer (m)
note = Notitie
cite = Citeren
matches-group = Treffers
previous = Vorige
next = Volgende
no-headline = Er is geen kop gevonden; de tekst begint met:
similar = Verwante artikelen
similar-title = Verwante artikelen, en de zeldzame woorden die ze delen
splitter-filters = Breedte van de filters
splitter-results = Breedte van de resultaten

## Labels

why = waarom?
why-label = Waarom? { $name }
edit = wijzigen
edit-label = { $name } wijzigen
found-before = Gevonden:
by-hand = handmatig
unknown-perhaps = ; misschien { $name }
sure = { $percent } zeker
credits-help = met medewerking van { $names }
credits-with = { $names }, met { $others }
title-derived = ontleend aan de tekst
title-in-text = zoals in de tekst
you-set-nothing = U hebt dit ingesteld. In de tekst wees niets duidelijk op een van deze.
nothing-speaks = Onbekend: in de tekst wijst niets duidelijk op een van deze.
you-set-found = U hebt dit ingesteld. Dit was gevonden:
the-title = De titel
show-in-text = In de tekst tonen

## What was removed

cleaned = Opgeschoond
nothing-removed = er hoefde niets weg
pieces-removed = { $count ->
    [one] { $count } stuk weggehaald
   *[other] { $count } stukken weggehaald
}
pieces-put-back = { $count ->
    [one] { $count } stuk teruggezet
   *[other] { $count } stukken teruggezet
}
pieces-both = { $pieces } weggehaald, { NUMBER($back) } teruggezet
show-removed = Tonen wat is weggehaald
put-back-by-rule = Per regel terugzetten
put-everything-back = Alles terugzetten
clean-again = Opnieuw opschonen
put-back-all = Alles terugzetten: { $rule }
put-back = terugzetten
take-out = weghalen
put-back-span = Terugzetten in de tekst: { $rule }
take-out-span = Weer weghalen: { $rule }
removed-by = weggehaald: { $rule }

## Setting labels by hand

hint-date = Een dag, een maand of een jaar: 2022-01-25, 2022-01 of 2022.
hint-authors = Meerdere namen met een puntkomma ertussen.
hint-topics = Het eerste is het hoofdonderwerp.
set-by-hand = Handmatig instellen: { $name }
set = Instellen
set-unknown = Op onbekend zetten
back-to-found = Terug naar wat is gevonden
cancel = Annuleren
remove-value = { $name } verwijderen
chosen-topics = Gekozen onderwerpen
add-topic = Onderwerp toevoegen
add-topic-choice = Onderwerp toevoegen…
set-apart = Wat u hier instelt, wordt apart bewaard van wat is gevonden en kan ongedaan worden gemaakt.
label = Kenmerk
set-label-of = Kenmerk instellen van { $count ->
    [one] { $count } artikel
   *[other] { $count } artikelen
}

## Topics of one's own

own-topics = Eigen onderwerpen
new-topic = Nieuw eigen onderwerp
change-topic = Eigen onderwerp wijzigen
change-named = “{ $name }” wijzigen
name = Naam
topic-words = Woorden die erop wijzen, één per regel
topic-hint = Elk artikel met een van deze woorden krijgt het onderwerp. Een woord telt in al zijn vormen, meerdere woorden op één regel tellen samen en in deze volgorde, en al het andere dat het zoekvak begrijpt, werkt ook.
save = Opslaan
remove = Verwijderen

## Notes

notes = Notities
words-not-in-text = Deze woorden staan nu niet in de tekst.
write-note = Notitie schrijven
change-note = Notitie wijzigen
what-you-note = Uw notitie
highlight-hint = Zonder eigen woorden is het een markering.

## Your additions

your-additions = Uw toevoegingen
additions-apart = Wat u hier instelt, maakt en schrijft, wordt apart bewaard van wat is gevonden, aan de hand van de inhoud van elk artikel: het vindt dezelfde artikelen terug, waar ze ook worden geopend.
labels-by-hand = Artikelen met handmatige kenmerken
notes-and-highlights = Notities en markeringen
save-as-file = Opslaan als bestand
open-file = Bestand openen
undo = Ongedaan maken
redo = Opnieuw uitvoeren
select-noted = Artikelen met notities selecteren
article-not-here = Het artikel is hier niet.

## Taking out

format-jsonl = alles wat bekend is, met de bewijsplaatsen
format-csv = een tabel voor rekenbladen en statistiek
format-ris = voor literatuurprogramma’s
format-bibtex = voor LaTeX
format-csl = voor Zotero, Pandoc en andere
format-page = deze artikelen en dit programma in één bestand, dat van schijf opent
format-page-with = en de kenmerken, onderwerpen en notities die u eraan hebt toegevoegd
format-archive = om weer aan deze pagina toe te voegen, op elke computer
name-jsonl = JSON-regels
name-page = Eén pagina
name-page-with = Eén pagina, met uw toevoegingen
name-archive = Archief
scope-selected = Wat is geselecteerd
scope-found = Wat is gevonden
scope-all = Alles
scope-counted = { $scope }: { $articles }
about-page = Het bestand bevat de tekst van deze artikelen, wat erover is uitgezocht, en het programma. Van wat u hebt toegevoegd gaat niets mee.
about-page-with = Het bestand bevat de tekst van deze artikelen, wat erover is uitgezocht, het programma, al uw onderwerpen, en de kenmerken en notities die u aan deze artikelen hebt toegevoegd.
about-archive = Het bestand bevat de tekst van deze artikelen en wat erover is uitgezocht. Van wat u hebt toegevoegd gaat niets mee.
about-export = Het bestand vermeldt waarnaar is gezocht, uit welke verzameling het komt en welke versie van dit programma het heeft geschreven.
in-file-articles = Artikelen
in-file-size = Omvang
in-file-not = niet in het bestand
about-size = ongeveer { $size } MB
about-size-page = ongeveer { $size } MB, waarvan { $program } MB voor het programma
which-articles = Welke artikelen
which-format = Welk formaat
save-file = Bestand opslaan
copy = Kopiëren
copied = Gekopieerd.
copy-refused = De browser staat het niet toe: selecteer de regel en kopieer die.
cite-article = Dit artikel citeren

## The foot of the page

nothing-leaves = Niets verlaat deze pagina.
requests-elsewhere = { $count ->
    [one] { $count } verzoek aan anderen
   *[other] { $count } verzoeken aan anderen
}
large-type = Grote letters
keys-and-help = Toetsen en hulp
theme = Thema: { $name }
theme-system = systeem
theme-light = licht
theme-dark = donker
theme-contrast = hoog contrast
interface-language = Taal van de pagina
new-version = Er is een nieuwe versie van deze pagina.
reload = Opnieuw laden
notices-group = Meldingen
what-was-noticed = Wat is opgemerkt
import-report = Importverslag
import-count = Import: { $files }
what-became = Wat er van elk bestand is geworden
save-csv = Opslaan als CSV
already-there = { $count ->
   *[other] { $count } al aanwezig
}
licences = Licenties
licences-unpacking = Uitpakken…
licences-failed = De licenties konden niet worden gelezen.

## A file that was added

file = Bestand
change = Wijzigen…
encoding = Tekencodering
as-found = Zoals gevonden: { $name }
columns-of-table = Wat in de kolommen staat
column-unused = niet gebruikt
column-text = Tekst
column-html = Tekst als HTML
column-lead = Samenvatting
column-url = Adres
read-again = Bestand opnieuw lezen
read-again-hint = Artikelen die nu anders worden gelezen komen in de plaats van wat ze waren; uw kenmerken en notities blijven erbij. Wat niet meer wordt gevonden, wordt verwijderd.
remove-from-corpus = Artikelen ervan verwijderen
removed-articles = Uit de verzameling verwijderde artikelen
take-back = Terugzetten

## What is kept

kept-nothing = Er wordt niets bewaard.
kept-here = Bewaard in deze browser: { $size }
kept-full = Geen ruimte meer: het laatste is niet bewaard.
kept-elsewhere = Een ander tabblad bewaart wat wordt toegevoegd.
kept-other-version = Er wordt niets bewaard: dat deed een andere versie.
keeping-disk = Deze pagina is geopend vanuit een bestand op uw schijf, waar andere pagina’s zouden kunnen lezen wat ze bewaart. Daarom bewaart ze niets: de artikelen die u toevoegt, en wat u eraan toevoegt, zijn weg wanneer u haar sluit. Sla het bestand met uw toevoegingen op, of exporteer de artikelen.
keeping-nowhere = Deze browser geeft de pagina geen plek om iets te bewaren: wat u toevoegt, is weg wanneer u haar sluit.
keeping-here = De artikelen die u toevoegt, en wat u eraan toevoegt, blijven in deze browser, voor deze pagina.
keeping-full = De browser heeft geen ruimte meer voor deze pagina. Het laatste is er tot u haar sluit; alles daarvoor blijft. Exporteer wat u nodig hebt, of verwijder wat is bewaard en voeg minder toe.
keeping-elsewhere = Een ander tabblad van deze pagina bewaart wat daar wordt toegevoegd. Dit tabblad toont wat er was toen het werd geopend; wat u hier toevoegt, is weg wanneer u het sluit.
keeping-other-version = Een andere versie van dit programma heeft hier artikelen bewaard die deze versie niet kan lezen. Ze blijven zoals ze zijn, en er wordt niets bewaard tot die versie weer wordt gebruikt of de browsergegevens van deze pagina worden gewist.
others-could-read = Andere pagina’s van { $host } zouden het kunnen lezen.
remove-kept = Verwijderen wat is bewaard
remove-kept-sure = Alles verwijderen wat deze browser voor deze pagina bewaart? Het blijft hier tot u de pagina sluit.
nothing-yet = nog niets
kilobytes = { NUMBER($value) } kB
megabytes = { $value } MB

## Corpora

corpora = Corpora
corpora-apart = Elk corpus is een verzameling op zichzelf: de artikelen, en uw labels, onderwerpen en notities erbij, bewaard in deze browser. Het eerste heeft ook de artikelen waarmee deze pagina kwam; een nieuw corpus begint leeg.
first-corpus = Eerste corpus
open-corpus-name = Naam van het geopende corpus
open-now = nu geopend
new-corpus-name = Naam van een nieuw corpus
begin-corpus = Beginnen
delete = Verwijderen
delete-corpus = { $name } verwijderen
delete-corpus-sure = “{ $name }” uit deze browser verwijderen, met alle artikelen en uw labels, onderwerpen en notities erbij? Niets brengt het terug, behalve een archief dat ervan is geëxporteerd.

## Help

help-intro = Deze pagina leest artikelen, schoont ze op, voorziet ze van kenmerken en laat u zoeken, filteren en lezen. Er wordt niets verstuurd. Bij elk kenmerk kunt u vragen waarom, en wat is weggehaald kan worden getoond.
searching = Zoeken
help-try = Kies er een om die te proberen.
keys = Toetsen
query-words = beide woorden, in elke volgorde en vorm
query-phrase = deze woorden bij elkaar, in deze volgorde
query-or = een van beide woorden
query-without = het eerste zonder het tweede
query-prefix = woorden die zo beginnen
query-title = alleen in titels
query-field = alleen artikelen met dit kenmerk
query-date = een jaar, een maand of een periode
key-search = naar het zoekvak; van daar met Enter of ↓ naar de resultaten
key-step = volgend en vorig resultaat, of artikel zolang er een open is
key-open = het resultaat openen
key-pick = het resultaat selecteren, een ster geven
key-match = volgende en vorige treffer in het artikel
key-note = notitie bij wat is geselecteerd, of bij de treffer
key-undo = ongedaan maken wat u hebt ingesteld, gemaakt of geschreven; met Shift opnieuw uitvoeren
key-escape = terug: uit het zoekvak, uit het artikel
key-help = dit blad
privacy = Wat hier blijft
help-privacy = De pagina leest uw bestanden zelf. Ze heeft geen server en vraagt niets op zodra ze open is; haar beleid, dat de browser afdwingt, verbiedt elk ander adres. Wat u toevoegt, wordt hooguit in deze browser bewaard en kan onder “Uw toevoegingen” worden verwijderd.
formats = Wat kan worden gelezen
help-formats = Tekst, Markdown en HTML in elke tekencodering, tabellen en regels (CSV, TSV, JSON, JSON-regels), feeds (RSS, Atom), webarchieven (WARC, WET, ARC), de tekst van PDF-documenten, en dat alles ook in ZIP, gzip en tar. Wat niet kan worden gelezen, wordt genoemd, met de reden.

## Welcome

welcome-kicker = Een leeszaal voor artikelen
welcome-empty = Breng een map met artikelen mee en lees ze hier
welcome-choose = Kies een artikel om het hier te lezen
welcome-search = Zoek, en perk dan in.
welcome-search-more = De resultaten volgen terwijl u typt; de talen, bronnen en onderwerpen ernaast tellen steeds wat er overblijft.
welcome-why = Vraag waarom.
welcome-why-more = Elk kenmerk is door deze pagina gegeven, laat zien hoe zeker het is en wijst de plaats in de tekst aan waaruit het blijkt. Wat niet te achterhalen was, zegt dat ook.
welcome-cleaned = Bekijk wat is weggehaald.
welcome-cleaned-more = Menu’s, knoppen en meldingen zijn uit de tekst gelaten, maar nooit weg: u kunt ze op hun plaats laten tonen.
welcome-key-search = zoeken
welcome-key-step = volgende, vorige
welcome-key-open = openen
welcome-key-all = alle toetsen

## Why a label is what it is

rule-headline = Het staat boven de tekst, zoals koppen dat doen.
rule-heading = Het is de eerste kop van de pagina, of de kop die klopt met hoe de pagina zichzelf beschrijft.
rule-metadata = Zo beschrijft de pagina zichzelf voor browsers en feeds.
rule-json-ld = Zo beschrijft de pagina zichzelf voor zoekmachines (JSON-LD).
rule-meta = Een metaveld van de pagina zegt het.
rule-time = De pagina markeert het als tijdstip, naast de kop.
rule-first-sentence = Er is geen kop, dus de eerste zin neemt die plaats in.
rule-fragment = De tekst begint middenin, dus de eerste woorden dienen als kop.
rule-section-line = Een eigen regel boven de tekst noemt het.
rule-title-suffix = Het is met een streep aan de kop verbonden.
rule-publisher-blurb = Een alinea waarin de uitgever over zichzelf spreekt, noemt het.
rule-footer = De voet van de site noemt het.
rule-site-name = De naam staat waar sites hun eigen naam zetten: naast ©, aan het eind van titels, in adressen, in korte regels die terugkomen.
rule-address = Het adres waarmee het artikel kwam, is dat van de uitgever.
rule-other-articles = De regels eromheen staan rond andere artikelen van deze uitgever, en van niemand anders.
rule-own-reporter = De tekst noemt een verslaggever de eigen verslaggever.
rule-picture-credit = Alleen het bijschrift van een foto noemt het, en foto’s zijn vaak van anderen.
rule-date-field = Bij het opslaan is een datum bij de tekst genoteerd.
rule-date-line = Het staat waar sites de dag van publicatie zetten.
rule-dateline = De tekst opent ermee, zoals persbureaus plaats en dag vermelden.
rule-relative-day = Er staat hoe oud het is, en op welke dag het is bekeken.
rule-letter-n-grams = De letters, en hoe ze op elkaar volgen, zijn die van deze taal.
rule-script = Alleen deze taal wordt in dit schrift geschreven.
rule-topic-words = Woorden bij dit onderwerp komen telkens terug.
rule-own-words = Woorden die u voor dit onderwerp hebt opgegeven, komen voor.
rule-by-hand = U hebt het gezegd.
rule-byline = De naamregel noemt hen.
rule-contributed = De tekst zegt dat zij hebben meegewerkt.
rule-reported-from = De tekst zegt vanwaar zij verslag deden.
rule-agency-line = Een eigen regel noemt hen als bron.
rule-agency-byline = De naamregel noemt hen als bron.
rule-other = Bepaald door de regel “{ $rule }”.
removed-above-body = boven het artikel
removed-below-body = onder het artikel
removed-beside-article = naast het artikel
removed-comment = lezersreacties
removed-copy = dubbel
removed-inset = tussengevoegd
removed-media-lead-in = inleiding bij een video
removed-repeated = ook in andere artikelen
removed-rule-line = regel met tekens
removed-slug = deel van een adres
removed-broken-line = afgebroken regel
removed-byline = naamregel
removed-byte-order-mark = bytevolgordeteken
removed-caption = bijschrift
removed-comment-bar = reactiebalk
removed-cookie-notice = cookiemelding
removed-date-line = datumregel
removed-markup = opmaakcode
removed-navigation = navigatie
removed-newsletter = nieuwsbrief
removed-not-text = geen tekst
removed-publisher-blurb = tekst over de uitgever
removed-reading-tip = leestip
removed-related = verwante stukken
removed-section-line = rubrieksregel
removed-share-bar = deelknoppen
removed-source-link = bronlink
removed-title-suffix = toevoegsel bij de titel
sure-almost-certain = vrijwel zeker
sure-very-likely = zeer waarschijnlijk
sure-likely = waarschijnlijk
sure-even = misschien wel, misschien niet
sure-doubtful = twijfelachtig
sure-very-doubtful = zeer twijfelachtig
sureness = { $words } ({ $percent })
verdict = { $shown }: { $sureness }.
verdict-perhaps = Misschien { $name }, maar dat is { $sureness }: te weinig om het te zeggen.
verdict-unknown = Onbekend: in de tekst staat het nergens duidelijk.
verdict-next = Daarna komt: { $name } ({ $percent }).

## What went wrong

unopened = De browser kon het niet openen, dus het is overgeslagen: voeg het toe met “Bestanden toevoegen” of “Map toevoegen”.
one-page-failed = De pagina kon niet als één bestand worden geschreven: laad haar opnieuw en probeer het nog eens.
one-page-unloaded = Het programma kon niet als één bestand worden geladen: kijk of u offline bent en probeer het nog eens.
engine-unloaded = De zoekmachine kon niet worden geladen: laad de pagina opnieuw, of kijk of u offline bent.
importer-unloaded = Wat bestanden leest, kon niet worden geladen, dus er is niets toegevoegd: kijk of u offline bent, laad de pagina opnieuw en voeg ze nog eens toe.
part-tables = Wat de zoekmachine van letters en woorden weet
part-models = Wat talen en onderwerpen herkent
part-corpus = De voorbeeldverzameling
part-unloaded = { $what } kon niet worden geladen: laad de pagina opnieuw, of kijk of u offline bent.
corpus-unloaded = De verzameling op “{ $address }” kon niet worden geladen: het moet een bestand zijn op dezelfde site als deze pagina.
engine-other-version = De zoekmachine is van een andere versie dan deze pagina. Laad de pagina opnieuw om beide te vernieuwen.
engine-stopped = De zoekmachine is gestopt en kan niet opnieuw worden gestart: { $reason } Laad de pagina opnieuw om door te gaan.
engine-stopped-at = De zoekmachine stopte bij het lezen van “{ $file }” en is opnieuw gestart. Dat bestand is overgeslagen; al het andere wordt opnieuw gelezen.
engine-started-again = De zoekmachine is onverwacht gestopt en opnieuw gestart. De artikelen worden opnieuw gelezen; er is niets verloren.
engine-cannot-run = De zoekmachine werkt niet in deze browser: { $reason } Een actuele Firefox, Chrome, Edge of Safari kan het wel.
files-cannot-be-read = In deze browser kunnen geen bestanden worden gelezen: { $reason }
reading-stopped = Het lezen is gestopt: van { $count ->
    [one] { $count } bestand
   *[other] { $count } bestanden
} is niets gelezen, en wat van andere is gelezen, is bewaard. Voeg ze nog eens toe om verder te gaan.
no-memory = Dit tabblad heeft geen geheugen voor meer artikelen. Wat er is, blijft. Verdeel de rest over andere corpora, of doorzoek die met het programma explorer.
importer-stopped = Wat bestanden leest, stopte bij dit bestand en is opnieuw gestart: wat ervan was gelezen, is bewaard, de rest is overgeslagen.
importer-other-version = Wat bestanden leest, is van een andere versie dan deze pagina. Laad de pagina opnieuw om beide te vernieuwen.
