# Every sentence of the page, in English. A language is one file like this one: the same messages with the same
# variables, in Fluent's syntax (https://projectfluent.org). The build compares all files with this one.

# What browsers call this language for numbers and dates, and the direction of its script: ltr or rtl.
-locale = en-GB
-direction = ltr
# Its name in itself.
-name = English

## Before the program is there

-starting = A reading room for the articles you have collected. It cleans every one of them, finds out when, where and in which language it appeared, and shows the evidence. All of it happens in this page: nothing is sent anywhere.
-starting-wait = Opening the reading room…
-starting-noscript = Article Explorer runs in this page itself, and needs JavaScript for it. Nothing is sent anywhere.

## Counts

articles = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
files = { $count ->
    [one] { $count } file
   *[other] { $count } files
}
notices = { $count ->
    [one] { $count } notice
   *[other] { $count } notices
}
matches = { $count ->
    [one] { $count } match
   *[other] { $count } matches
}
pieces = { $count ->
    [one] { $count } piece
   *[other] { $count } pieces
}
count-languages = { $count ->
    [one] { $count } language
   *[other] { $count } languages
}
count-sources = { $count ->
    [one] { $count } source
   *[other] { $count } sources
}
count-topics = { $count ->
    [one] { $count } topic
   *[other] { $count } topics
}
count-authors = { $count ->
    [one] { $count } author
   *[other] { $count } authors
}
listed = { $first }, { $more }
beyond = … and { NUMBER($count) } more
percent = { NUMBER($value) } %
untitled = Untitled
unknown = unknown
undated = undated

## Names of what is known of an article

name-title = Title
name-source = Source
name-date = Date
name-language = Language
name-topic = Topic
name-topics = Topics
name-author = Author
name-authors = Authors
name-credits = Credits
name-file = File
name-words = Words
inline-language = language
inline-source = source
inline-topic = topic
inline-author = author
inline-file = file
inline-date = date

## The head of the page

reading-room = A reading room for your articles
on-this-desk = { $count ->
    [one] { $count } article on this desk
   *[other] { $count } articles on this desk
}
search-articles = Search articles
export = Export
add-folder = Add folder
add-files = Add files

## Under the search box

kept-searches = Kept searches
recent-searches = Recent searches
keep-this-search = Keep this search
keep = keep
kept = kept ✓
operator-phrase-open = the words together, in this order; close the quotation mark
operator-phrase = the words together, in this order
operator-or = either side is enough
operator-and = both sides; a space does the same
operator-not = without what follows; -word does the same
operator-title = only in titles
operator-body = only in the text, not in titles
operator-date = a year, a month, or a range: date:2022-03..2023
operator-label = only articles with this label
operator-without = articles without it
operator-near = both words, no more than five words apart
operator-prefix = words that begin so
operator-fuzzy = also with a letter or two typed wrong
operator-group = belongs together; close the bracket

## Filters

filters = Filters
filters-chosen = Filters · { NUMBER($count) }
collapse-all = Collapse all
expand-all = Expand all
hide-filters = Hide filters
show-articles = { $count ->
    [one] Show { $count } article
   *[other] Show { $count } articles
}
by-name = by name
by-count = by count
sorted-by-name = { $facet }: sorted by name; change
sorted-by-count = { $facet }: sorted by count; change
find-in-languages = Find in languages
find-in-sources = Find in sources
find-in-topics = Find in topics
find-in-authors = Find in authors
find-in-files = Find in files
none = none
nothing-like-it = nothing like it
facet-beyond = The first { NUMBER($shown) } of { $what }; find the others by name above.
show-fewer = Show fewer
show-all = Show all { NUMBER($count) }
below = { $count ->
   *[other] { $count } below { $name }
}
not = not
not-value = not { $name }

## Active filters, and nothing found

active-filters = Active filters
clear-all = Clear all
remove-filter = Remove the filter { $filter }: { $name }
date-from = from { $date }
date-until = until { $date }
desk-empty = The desk is empty
desk-empty-hint = Add files or a folder: they are read here, in this page, and sent nowhere.
drop-filter = Drop { $filter }
in-the-way = The filter on { $filter } stands in the way.
in-the-way-any = Dropping any one of them would leave some.
in-the-way-none = Fewer words, or the beginning of one with a star, find more.
in-the-way-not = The filter is not to blame: there would be none without it.
in-the-way-several = Only without several of the filters could there be any.
filter-named = { $filter }: { $values }
nothing-found = Nothing found
nothing-passes = No article passes these filters together.
nothing-answers = No article answers { $query }.
nothing-answers-filtered = No article answers { $query } and passes the filters.
clear-search = Clear the search

## Results

search-results = Search results
results = Results
no-articles = No articles can be shown
opening-articles = Opening the articles…
found-of = { $found } of { $total ->
    [one] { $total } article
   *[other] { $total } articles
}
order = Order
order-relevance = Relevance
order-newest = Newest first
order-oldest = Oldest first
order-source = By source
view = View
view-list = List
view-compact = Compact
view-table = Table
columns = Columns
did-you-mean = No article has “{ $typed }” as typed; words like it were looked for. Did you mean { $meant }?
relaxed = No article holds all of these words; these hold some of them.
mistake-closes-nothing = This bracket closes nothing and was left out.
mistake-never-closed = This bracket is not closed; it is taken to close at the end.
mistake-too-deep = No more than { NUMBER($most) } brackets can stand within one another; what lies deeper was left out.
mistake-one-sided = { $operator } needs something on both sides and was left out.
mistake-near-one-sided = NEAR needs a word or phrase on both sides; what is there was looked for, near or not.
mistake-nothing-excluded = There is nothing to exclude here.
mistake-changes-nothing = This stands behind nothing that it could change and was left out.
mistake-no-word = There is no word in this; it was left out.
mistake-nothing-in-field = Nothing stands behind the colon; this was left out.
mistake-too-many-words = More than { NUMBER($most) } words are not looked for; those from here on were left out.
mistake-too-many-tolerant = More than { NUMBER($most) } words with * ? or ~ are not looked for; this one was left out.
mistake-every-word = Every word would answer a * without letters; it was left out.
mistake-too-common = This stands for too many words to look at in time; it was left out.
mistake-no-date = This is no date; write date:2022, date:2022-01 or date:2022-01..2022-03.
reading-files = Reading files
reading-progress = Reading { NUMBER($files) } of { $total ->
    [one] { $total } file
   *[other] { $total } files
}, { $bytes } of { $bytestotal } MB: { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
seconds-left = { $progress }, about { $count ->
    [one] { $count } second left
   *[other] { $count } seconds left
}
minutes-left = { $progress }, about { $count ->
    [one] { $count } minute left
   *[other] { $count } minutes left
}
pause = Pause
go-on = Go on
stop = Stop
selected-starred = Selected, starred
source-unknown = source unknown
language-unknown = language unknown
minutes = { $count ->
   *[other] { $count } min
}
deselect-all = Deselect all
select-all-articles = Select all articles found
selection = Selection
selected = { $count ->
   *[other] { $count } selected
}
set-a-label = Set a label
select-all-found = Select all found
clear-selection = Clear selection
star = Star: { $title }
star-key = Star (f)
select = Select: { $title }

## Timeline

from = From
to = To
undated-count = { $count ->
   *[other] { $count } undated
}
less-exact = { $count ->
   *[other] { $count } less exact
}
less-exact-hint = Of these no more than the year or the month is known, so they are not in the picture.
whole-time = Whole time
closer = Closer
table = Table
hide-table = Hide table
save-picture = Save as SVG
picture-by-day = Articles by day: { $dates }
picture-by-week = Articles by week: { $dates }
picture-by-month = Articles by month: { $dates }
picture-by-year = Articles by year: { $dates }
period-counts = { $dates }: { NUMBER($count) } of { NUMBER($total) }
articles-over-time = Articles over time
day = Day
week = Week
month = Month
year = Year
found = Found
in-all = In all

## Reading

reading = Reading
article-missing = This article is not on this desk. A link says which article it means, but does not carry it: add the folder that it came from.
opening-article = Opening the article…
show-more = Show more of this article
match-of = match { NUMBER($at) } of { NUMBER($count) }
close = Close
back-to-results = ‹ Results
show-results = Show the results
whole-width = Whole width
note-hint = A note on what is selected, or on the match (m)
note = Note
cite = Cite
matches-group = Matches
previous = Previous
next = Next
no-headline = No headline was found; the text begins:
similar = Similar articles
similar-title = Similar articles, and the rare words they share
splitter-filters = Width of the filters
splitter-results = Width of the results

## Labels

why = why?
why-label = Why? { $name }
edit = edit
edit-label = Edit { $name }
found-before = Found:
by-hand = by hand
unknown-perhaps = ; perhaps { $name }
sure = { $percent } sure
credits-help = with help of { $names }
credits-with = { $names }, with { $others }
title-derived = taken from the text
title-in-text = as the text has it
you-set-nothing = You set it. Nothing in the text spoke for any of them plainly.
nothing-speaks = Unknown: nothing in the text speaks for any of them plainly.
you-set-found = You set it. This is what was found:
the-title = The title
show-in-text = Show it in the text

## What was removed

cleaned = Cleaned
nothing-removed = nothing had to be removed
pieces-removed = { $count ->
    [one] { $count } piece removed
   *[other] { $count } pieces removed
}
pieces-put-back = { $count ->
    [one] { $count } piece put back
   *[other] { $count } pieces put back
}
pieces-both = { $pieces } removed, { NUMBER($back) } put back
show-removed = Show what was removed
put-back-by-rule = Put back by rule
put-everything-back = Put everything back
clean-again = Clean it again
put-back-all = Put back all: { $rule }
put-back = put back
take-out = take out
put-back-span = Put back into the text: { $rule }
take-out-span = Take out again: { $rule }
removed-by = removed: { $rule }

## Setting labels by hand

hint-date = A day, a month or a year: 2022-01-25, 2022-01 or 2022.
hint-authors = Several names with a semicolon between them.
hint-topics = The first is the main topic.
set-by-hand = Set by hand: { $name }
set = Set
set-unknown = Set as unknown
back-to-found = Back to what was found
cancel = Cancel
remove-value = Remove { $name }
chosen-topics = Chosen topics
add-topic = Add a topic
add-topic-choice = Add a topic…
set-apart = What is set here is kept apart from what was found, and can be undone.
label = Label
set-label-of = Set a label of { $count ->
    [one] { $count } article
   *[other] { $count } articles
}

## Topics of one's own

own-topics = Topics of your own
new-topic = New topic of your own
change-topic = Change a topic of your own
change-named = Change “{ $name }”
name = Name
topic-words = Words that speak for it, a line each
topic-hint = Every article that has one of them has the topic. A word counts in all its forms, several words in a line count together and in this order, and everything else that the search box understands works too.
save = Save
remove = Remove

## Notes

notes = Notes
words-not-in-text = These words are not in the text now.
write-note = Write a note
change-note = Change the note
what-you-note = What you note
highlight-hint = Without words of yours it is a highlight.

## Your additions

your-additions = Your additions
additions-apart = What you set, make and write here is kept apart from what was found, by the content of each article: it finds the same articles again wherever they are opened.
labels-by-hand = Articles with labels set by hand
notes-and-highlights = Notes and highlights
save-as-file = Save as a file
open-file = Open a file
undo = Undo
redo = Redo
select-noted = Select the articles with notes
article-not-here = The article is not here.

## Taking out

format-jsonl = everything that is known, with the evidence
format-csv = a table for spreadsheets and statistics
format-ris = for reference managers
format-bibtex = for LaTeX
format-csl = for Zotero, Pandoc and others
format-page = these articles and this program in one file, which opens from disk
format-page-with = and the labels, topics and notes that you added to them
format-archive = to be added to this page again, on any computer
name-jsonl = JSON lines
name-page = One page
name-page-with = One page, with your additions
name-archive = Archive
scope-selected = What is selected
scope-found = What is found
scope-all = All
scope-counted = { $scope }: { $articles }
about-page = The file holds the text of these articles, what was found out about them, and the program. Nothing that you added goes with it.
about-page-with = The file holds the text of these articles, what was found out about them, the program, all your topics, and the labels and notes that you added to these articles.
about-archive = The file holds the text of these articles and what was found out about them. Nothing that you added goes with it.
about-export = The file says what was searched for, which corpus it comes from, and which version of this program wrote it.
in-file-articles = Articles
in-file-size = Size
in-file-not = not in the file
about-size = about { $size } MB
about-size-page = about { $size } MB, of which the program is { $program } MB
which-articles = Which articles
which-format = Which format
save-file = Save file
copy = Copy
copied = Copied.
copy-refused = The browser does not allow it: select the line and copy it.
cite-article = Cite this article

## The foot of the page

nothing-leaves = Nothing leaves this page.
requests-elsewhere = { $count ->
    [one] { $count } request elsewhere
   *[other] { $count } requests elsewhere
}
large-type = Large type
keys-and-help = Keys and help
theme = Theme: { $name }
theme-system = system
theme-light = light
theme-dark = dark
theme-contrast = high contrast
interface-language = Language of the page
new-version = There is a new version of this page.
reload = Reload
notices-group = Notices
what-was-noticed = What was noticed
import-report = Import report
import-count = Import: { $files }
what-became = What became of each file
save-csv = Save as CSV
already-there = { $count ->
   *[other] { $count } there already
}
licences = Licences
licences-unpacking = Unpacking…
licences-failed = The licences could not be read.

## A file that was added

file = File
change = Change…
encoding = Encoding
as-found = As found: { $name }
columns-of-table = What the columns hold
column-unused = not used
column-text = Text
column-html = Text as HTML
column-lead = Summary
column-url = Address
read-again = Read the file again
read-again-hint = Articles that are read differently take the place of what they were; labels and notes of yours stay with them. What is not found again is removed.
remove-from-corpus = Remove its articles
removed-articles = Articles removed from the corpus
take-back = Put them back

## What is kept

kept-nothing = Nothing is kept.
kept-here = Kept in this browser: { $size }
kept-full = No more room: what came last is not kept.
kept-elsewhere = Another tab keeps what is added.
kept-other-version = Nothing is kept: another version did.
keeping-disk = This page was opened from a file on your disk, where other pages could read what it kept. So it keeps nothing: the articles you add, and what you add to them, are gone when you close it. Save the file of your additions, or export the articles.
keeping-nowhere = This browser gives the page no place to keep anything: what you add is gone when you close it.
keeping-here = The articles you add, and what you add to them, stay in this browser, for this page.
keeping-full = The browser has no more room for this page. What came last is here until you close it; all before stays. Export what you need, or remove what is kept and add less.
keeping-elsewhere = Another tab of this page keeps what is added there. This one shows what there was when it was opened; what you add here is gone when you close it.
keeping-other-version = Another version of this program kept articles here, which this one cannot read. They are left as they are, and nothing is kept until that version is used again or the browser's data of this page are cleared.
others-could-read = Other pages of { $host } could read it.
remove-kept = Remove what is kept
remove-kept-sure = Remove all that this browser keeps for this page? It stays here until you close the page.
nothing-yet = nothing yet
kilobytes = { NUMBER($value) } kB
megabytes = { $value } MB

## Corpora

corpora = Corpora
corpora-apart = Each corpus is a collection of its own: its articles, and your labels, topics and notes on them, kept in this browser. The first also has the articles that this page came with; a new one begins empty.
first-corpus = First corpus
open-corpus-name = Name of the open corpus
open-now = open now
new-corpus-name = Name of a new corpus
begin-corpus = Begin it
delete = Delete
delete-corpus = Delete { $name }
delete-corpus-sure = Delete “{ $name }” from this browser, with all its articles and your labels, topics and notes on them? Nothing brings it back; an exported archive of it would.

## Help

help-intro = This page reads articles, cleans and labels them, and lets you search, filter and read. Nothing is sent anywhere. Every label can be asked why, and what was cleaned away can be shown.
searching = Searching
help-try = Choose one to try it.
keys = Keys
query-words = both words, in any order and form
query-phrase = the words together, in this order
query-or = either word
query-without = the first without the second
query-prefix = words that begin so
query-title = only in titles
query-field = only articles with this label
query-date = a year, a month, or a range
key-search = to the search box; Enter or ↓ from there to the results
key-step = next and previous result, or article while one is open
key-open = open the result
key-pick = select the result, give it a star
key-match = next and previous match in the article
key-note = note on what is selected, or on the match
key-undo = undo what you set, made or wrote; with Shift, do it again
key-escape = back out: of the search box, of the article
key-help = this sheet
privacy = What stays here
help-privacy = The page reads your files itself. It has no server and asks for nothing once it is open; its policy, which the browser enforces, forbids every other address. What you add is kept in this browser only, if at all, and can be removed under “Your additions”.
formats = What can be read
help-formats = Text, Markdown and HTML in any encoding, tables and lines (CSV, TSV, JSON, JSON lines), feeds (RSS, Atom), crawls of the web (WARC, WET, ARC), the text of PDF documents, and all of these inside ZIP, gzip and tar. Whatever cannot be read is named, with the reason.

## Welcome

welcome-kicker = A reading room for articles
welcome-empty = Bring a folder of articles, and read it here
welcome-choose = Choose an article to read it here
welcome-search = Search, then narrow down.
welcome-search-more = Results follow as you type; languages, sources and topics beside them always count what is left.
welcome-why = Ask why.
welcome-why-more = Every label was given by this page, shows how sure it is, and points at its evidence in the text. What could not be known says so.
welcome-cleaned = See what was cleaned away.
welcome-cleaned-more = Menus, buttons and notices are left out of the text, and never lost: show them in place.
welcome-key-search = search
welcome-key-step = next, previous
welcome-key-open = open
welcome-key-all = all keys

## Why a label is what it is

rule-headline = It stands above the text as headlines do.
rule-heading = It is the page's first heading, or the one that the page's own description agrees with.
rule-metadata = The page's description of itself, which browsers and feeds read, says so.
rule-json-ld = The page's description of itself for search engines (JSON-LD) says so.
rule-meta = A meta field of the page says so.
rule-time = The page marks it as a time, beside the headline.
rule-first-sentence = There is no headline, so the first sentence stands in for it.
rule-fragment = The text starts in the middle, so its first words stand in for a headline.
rule-section-line = A line of its own above the text names it.
rule-title-suffix = It is joined to the headline by a bar.
rule-publisher-blurb = A paragraph in which the publisher speaks of itself names it.
rule-footer = The foot of the site names it.
rule-site-name = The name stands where sites put their own: beside ©, at the end of titles, in addresses, in short lines that come again.
rule-address = The address that the article came with is the publisher's.
rule-other-articles = The lines around it stand around other articles of this publisher, and of nobody else.
rule-own-reporter = The text calls a reporter its own.
rule-picture-credit = Only the credit of a picture names it, and pictures are often taken from others.
rule-date-field = A date was noted with the text when it was saved.
rule-date-line = It stands where sites put the day of publication.
rule-dateline = The text opens with it, as agencies write place and day.
rule-relative-day = It says how old it is, and on which day it was looked at.
rule-letter-n-grams = The letters, and how they follow each other, are those of this language.
rule-script = Only this language is written in these letters.
rule-topic-words = Words of this topic occur again and again.
rule-own-words = Words that you gave for this topic occur.
rule-by-hand = You said so.
rule-byline = The byline names them.
rule-contributed = The text says that they contributed.
rule-reported-from = The text says from where they reported.
rule-agency-line = A line of its own credits them.
rule-agency-byline = The byline credits them.
rule-other = Decided by the rule “{ $rule }”.
removed-above-body = above the article
removed-below-body = below the article
removed-beside-article = beside the article
removed-comment = readers' comments
removed-copy = said twice
removed-inset = set in between
removed-media-lead-in = lead-in to a film
removed-repeated = in other articles too
removed-rule-line = line of marks
removed-slug = part of an address
removed-broken-line = broken line
removed-byline = byline
removed-byte-order-mark = byte order mark
removed-caption = caption
removed-comment-bar = comment bar
removed-cookie-notice = cookie notice
removed-date-line = date line
removed-markup = markup
removed-navigation = navigation
removed-newsletter = newsletter
removed-not-text = not text
removed-publisher-blurb = publisher blurb
removed-reading-tip = reading tip
removed-related = related
removed-section-line = section line
removed-share-bar = share bar
removed-source-link = source link
removed-title-suffix = title suffix
sure-almost-certain = almost certain
sure-very-likely = very likely
sure-likely = likely
sure-even = as likely as not
sure-doubtful = doubtful
sure-very-doubtful = very doubtful
sureness = { $words } ({ $percent })
verdict = { $shown }: { $sureness }.
verdict-perhaps = Perhaps { $name }, but that is { $sureness }: too little to say so.
verdict-unknown = Unknown: nothing in the text says it plainly.
verdict-next = Next best: { $name } ({ $percent }).

## What went wrong

unopened = The browser could not open it, so it was left out: add it with “Add files” or “Add folder”.
one-page-failed = The page could not be written into one file: reload it and try again.
one-page-unloaded = The program could not be loaded as one file: see whether you are offline, and try again.
engine-unloaded = The engine could not be loaded: reload the page, or see whether you are offline.
importer-unloaded = What reads files could not be loaded, so none was added: see whether you are offline, reload the page, and add them again.
part-tables = What the engine knows of letters and words
part-models = What tells languages and topics apart
part-corpus = The example corpus
part-unloaded = { $what } could not be loaded: reload the page, or see whether you are offline.
corpus-unloaded = The corpus at “{ $address }” could not be loaded: it must be a file on the same site as this page.
engine-other-version = The engine is of another version than this page. Reload the page to get both anew.
engine-stopped = The engine stopped and cannot be started again: { $reason } Reload the page to go on.
engine-stopped-at = The engine stopped while reading “{ $file }” and was started again. That file is left out; everything else is read again.
engine-started-again = The engine stopped unexpectedly and was started again. The articles are read again; nothing is lost.
engine-cannot-run = The engine cannot run in this browser: { $reason } A current Firefox, Chrome, Edge or Safari can.
files-cannot-be-read = Files cannot be read in this browser: { $reason }
reading-stopped = Reading was stopped: of { $count ->
    [one] { $count } file
   *[other] { $count } files
} nothing was read, and what was read of others is kept. Add them again to go on.
no-memory = This tab has no memory for more articles. What is here stays. Divide the rest among other corpora, or search it with the explorer program.
importer-stopped = What reads files stopped at this one, and was started again: what it had read of it is kept, the rest is left out.
importer-other-version = What reads files is of another version than this page. Reload the page to get both anew.
