// Articles without end: made up, dated, signed, in three languages, the same every time.
import { addFiles, waitForArticles } from './page.mjs';

const sentences = {
  en: ['The harbour council voted on Monday to widen the northern quay.', 'Fishermen said the new lights had halved the number of collisions.', 'The minister promised an inquiry into the election in the two coastal districts.', 'Pilots asked for a second tugboat before the winter storms begin.', 'Prices of grain rose again after the drought in the south.', 'The hospital opened a ward for children with asthma.'],
  nl: ['De gemeenteraad stemde maandag over de verbreding van de noordelijke kade.', 'Vissers zeiden dat de nieuwe lichten veel aanvaringen hebben voorkomen.', 'De minister beloofde een onderzoek naar de verkiezingen in de kuststreek.', 'De loodsen vroegen om een tweede sleepboot voor de winter begint.'],
  de: ['Der Stadtrat stimmte am Montag für den Ausbau des nördlichen Kais.', 'Die Fischer sagten, die neuen Lichter hätten viele Unfälle verhindert.', 'Die Ministerin versprach eine Untersuchung der Wahl in den Küstenkreisen.', 'Die Lotsen baten um einen zweiten Schlepper, bevor der Winter beginnt.'],
};
const places = ['Vlieburg', 'Oosterhaven', 'Kleinsand', 'Morrow Bay', 'Dunmere', 'Saltholm', 'Brack', 'Westkapp'];
const papers = ['Harbour Gazette', 'De Kustbode', 'Küstenblatt', 'The Morrow Courier', 'Island Evening News', 'Tidewater Review', 'Noorderlicht', 'Saltholm Post', 'Quay Weekly', 'Delta Tribune', 'Polder Courant', 'Brack Observer'];
const people = ['Ada Verbeek', 'Tom Ferris', 'Lena Hartog', 'Mies Brandt', 'Omar Castel', 'Ruth Okafor', 'Jan Dijkman', 'Eva Lindqvist', 'Paul Merten', 'Inge Strand'];

/** `count` records as JSON Lines; every ninth has no date, every seventh no author. */
export function records(count, from = 0) {
  const lines = [];
  for (let at = from; at < from + count; at++) {
    const language = ['en', 'nl', 'en', 'de'][at % 4];
    const own = sentences[language];
    const place = places[(at * 5) % places.length];
    const day = new Date(Date.UTC(2019, 0, 1) + ((at * 7919) % 1900) * 86_400_000).toISOString().slice(0, 10);
    const head = [
      at % 9 ? `<meta property="article:published_time" content="${day}">` : '',
      at % 11 ? `<meta property="og:site_name" content="${papers[(at * 7 + (at >> 3)) % papers.length]}">` : '',
      at % 7 ? `<meta name="author" content="${people[(at * 3) % people.length]}">` : '',
    ].join('');
    const body = [0, 1, 2, 3].map((each) => `<p>${own[(at + each) % own.length]} ${place} ${at}.</p>`).join('');
    const title = `${place}: ${own[at % own.length].slice(0, -1)}, ${at}`;
    lines.push(JSON.stringify({ id: `made-${at}`, html: `<html lang="${language}"><head><title>${title}</title>${head}</head><body><article><h1>${title}</h1>${body}</article></body></html>` }));
  }
  return lines.join('\n');
}

/** Adds so many made-up articles, in files of a thousand, and waits until they are read. */
export async function addMany(page, count) {
  const files = [];
  for (let from = 0; from < count; from += 1000) {
    files.push([`${from / 1000}.jsonl`, records(Math.min(1000, count - from), from)]);
  }
  const there = await page.evaluate(() =>
    performance.getEntriesByName('ingest').reduce((sum, entry) => sum + entry.detail.articles, 0));
  await addFiles(page, files);
  await waitForArticles(page, there + count);
}
