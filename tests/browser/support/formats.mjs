// A small file of our own of every format, each with a word that no other file has; and some that are wrong.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { projectRoot } from './sites.mjs';

const crc32 = (bytes) => {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let k = 0; k < 8; k += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
};

/** A ZIP archive; `flags` are those of its members. */
export function zip(files, flags = 0x800) {
  const local = [];
  const directory = [];
  let at = 0;
  for (const [name, text] of files) {
    const [path, content] = [Buffer.from(name), Buffer.from(text)];
    const packed = deflateRawSync(content);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(flags, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(content), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt16LE(path.length, 22);
    local.push(Buffer.from('PK\x03\x04'), head, path, packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), head, tail, path);
    at += 30 + path.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...local, listed, Buffer.from('PK\x05\x06'), end]);
}

function tar(files) {
  const blocks = [];
  for (const [name, text] of files) {
    const content = Buffer.from(text);
    const head = Buffer.alloc(512);
    head.write(name, 0);
    head.write('0000644\0', 100);
    head.write(content.length.toString(8).padStart(11, '0'), 124);
    head.write('00000000000', 136);
    head.write('        0', 148);
    head.write('ustar\x0000', 257);
    const sum = head.reduce((sum, byte) => sum + byte, 0);
    head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    blocks.push(head, content, Buffer.alloc((512 - (content.length % 512)) % 512));
  }
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

const story = (word) =>
  `The ferry ${word} returned to service on Tuesday, after three weeks of repairs to its bow doors. The crew was glad, said the captain, and so were the people of the islands who had waited.`;

function warc(word) {
  const block = `HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><title>Ferry</title><p>${story(word)}</p></html>`;
  return `WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/ferry\r\nWARC-Date: 2021-03-04T05:06:07Z\r\nContent-Length: ${Buffer.byteLength(block)}\r\n\r\n${block}\r\n\r\n`;
}

/** One of the documents that the tests of what reads PDF are made of. */
export const samplePdf = (name) => readFileSync(join(projectRoot, `crates/pdf/samples/${name}.pdf`));

/** A PDF document of one line. */
const pdf = (text) => {
  const content = `BT /F1 12 Tf 60 700 Td (${text}) Tj ET`;
  return Buffer.from(
    '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n' +
      '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 4000 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n' +
      `4 0 obj\n<< /Length ${content.length} >>\nstream\n${content}\nendstream\nendobj\n` +
      '5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n',
  );
};

/** Name, bytes, and the words that the articles in it have. */
export const goodFiles = [
  ['plain.txt', Buffer.from(story('Aalbertine')), ['Aalbertine']],
  ['marked.md', Buffer.from(`# Ferry\n\n${story('Bregtje')}`), ['Bregtje']],
  ['page.html', Buffer.from(`<html><title>Ferry</title><p>${story('Clothilde')}</p></html>`), ['Clothilde']],
  ['page.htm', Buffer.from(`<html><title>Ferry</title><p>${story('Diewertje')}</p></html>`), ['Diewertje']],
  ['lines.jsonl', Buffer.from(`{"text":"${story('Eelkje')}"}\n{"text":"${story('Femkelien')}"}\n`), ['Eelkje', 'Femkelien']],
  ['list.json', Buffer.from(`[{"title":"Ferry","body":"${story('Geeske')}","date":"2021-03-04"}]`), ['Geeske']],
  ['table.csv', Buffer.from(`title,text,date\nFerry,"${story('Hadewych')}",2021-03-04\n`), ['Hadewych']],
  ['table.tsv', Buffer.from(`title\ttext\nFerry\t${story('Isabeau')}\n`), ['Isabeau']],
  ['feed.rss', Buffer.from(`<rss><channel><title>News</title><item><title>Ferry</title><description>${story('Jitske')}</description></item></channel></rss>`), ['Jitske']],
  ['feed.atom', Buffer.from(`<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Ferry</title><content>${story('Kunegonde')}</content></entry></feed>`), ['Kunegonde']],
  ['crawl.warc', Buffer.from(warc('Lidewij')), ['Lidewij']],
  ['crawl.warc.gz', Buffer.concat([gzipSync(warc('Machteld')), gzipSync(warc('Nelleke'))]), ['Machteld', 'Nelleke']],
  ['many.zip', zip([['a/one.txt', story('Petronella')], ['a/two.html', `<html><title>Ferry</title><p>${story('Quirine')}</p></html>`]]), ['Petronella', 'Quirine']],
  ['one.txt.gz', gzipSync(story('Reinoutje')), ['Reinoutje']],
  ['many.tar', tar([['one.txt', story('Swaantje')]]), ['Swaantje']],
  ['many.tar.gz', gzipSync(tar([['one.txt', story('Tjitske')]])), ['Tjitske']],
  ['paper.pdf', pdf(story('Willemijn')), ['Willemijn']],
  ['papers.zip', zip([['one.pdf', pdf(story('Xaviera')).toString('latin1')], ['two.pdf', pdf(story('Yolande')).toString('latin1')]]), ['Xaviera', 'Yolande']],
  ['latin.txt', Buffer.from(`${story('Ursulijn')} Le préfet a déclaré que l'été à Orléans était très chaud.`, 'latin1'), ['Ursulijn', 'préfet']],
  ['wide.txt', Buffer.from(story('Veronique'), 'utf16le'), ['Veronique']],
];

/** Name, bytes, and what the page says of it. */
export const badFiles = [
  ['cut.txt.gz', gzipSync(story('Wilhelmina')).subarray(0, 60), /ends in the middle/],
  ['cut.zip', zip([['one.txt', story('Xandra')]]).subarray(0, -30), /before its directory/],
  ['secret.zip', zip([['one.txt', story('Ymkje')]], 0x801), /encrypted/],
  ['bomb.zip', zip([['bomb.txt', `text ${' '.repeat(24 << 20)}`]]), /MB, as no text does/],
  ['deep.zip', zip([['1.zip', zip([['2.zip', zip([['3.zip', zip([['one.txt', 'text']])]])]])]]), /3 deep/],
  ['away.zip', zip([['../../one.txt', story('Zwaantje')]]), /leads out of the archive/],
  ['ragged.csv', Buffer.from(`title,text,date\nShort\nFerry,"${story('Adelheid')}",2021\n`), /columns where the table has 3/],
  ['broken.jsonl', Buffer.from(`{"text":"${story('Baukje')}"}\n{"text":\n{"text":"${story('Catharijne')}"}\n`), /Line 2/],
  ['archive.txt', zip([['one.txt', story('Dieuwke')]]), /ZIP archive/],
  ['zeros.txt', Buffer.alloc(1 << 20), /not text/],
  ['nothing.pdf', Buffer.from('%PDF-1.7\n'), /PDF ends in the middle/],
  ['locked.pdf', samplePdf('locked'), /locked with a password/],
  ['scan.pdf', samplePdf('picture'), /2 pages hold pictures or nothing, and no text/],
];
