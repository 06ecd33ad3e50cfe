// A second program: written from docs/formats.md alone, with nothing but what Node brings along (WebCrypto).
// It opens what tests/vectors/v1 holds and fails loudly where it finds something else than the vectors say.
//
//   node tests/formats/open.mjs [folder of vectors]

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { webcrypto } from "node:crypto";

const { subtle } = webcrypto;
const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2] ?? join(here, "..", "vectors", "v1");
const file = (path) => readFileSync(join(folder, path));
const json = (path) => JSON.parse(file(path).toString("utf8"));
const text = (string) => Buffer.from(string, "utf8");
const hex = (bytes) => Buffer.from(bytes).toString("hex");
const base64 = (string) => Buffer.from(string, "base64");
const bytesOf = (...parts) => Buffer.concat(parts.map((part) => Buffer.from(part)));

// --- Base32 (RFC 4648 §6) --------------------------------------------------------------------------------

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function fromBase32(string) {
  const bytes = [];
  let bits = 0;
  let value = 0;
  for (const letter of string) {
    const number = LETTERS.indexOf(letter);
    assert.notEqual(number, -1, `not base32: ${letter}`);
    value = (value << 5) | number;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >> bits) & 255);
      value &= (1 << bits) - 1;
    }
  }
  return Buffer.from(bytes);
}

function toBase32(bytes) {
  let string = "";
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      string += LETTERS[(value >> bits) & 31];
      value &= (1 << bits) - 1;
    }
  }
  // What is left over ends with zeros.
  if (bits > 0) string += LETTERS[(value << (5 - bits)) & 31];
  return string;
}

// --- Keys ------------------------------------------------------------------------------------------------

const sha256 = async (bytes) => Buffer.from(await subtle.digest("SHA-256", bytes));

/** A private key is 97 bytes in base64: scalar 32, point 65. */
function importPair(string, name, uses) {
  const bytes = base64(string);
  assert.equal(bytes.length, 97);
  const number = (from, to) => bytes.subarray(from, to).toString("base64url");
  const jwk = { kty: "EC", crv: "P-256", d: number(0, 32), x: number(33, 65), y: number(65, 97) };
  return subtle.importKey("jwk", jwk, { name, namedCurve: "P-256" }, false, uses);
}

const publicOfPair = (string) => base64(string).subarray(32);

async function hmac(key, ...parts) {
  // WebCrypto takes no empty key; HMAC pads keys with zeros, so one zero byte is the same key.
  const bytes = key.length ? key : Buffer.from([0]);
  const imported = await subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return Buffer.from(await subtle.sign("HMAC", imported, bytesOf(...parts)));
}

async function decrypt(keyBytes, nonce, additionalData, sealed) {
  const key = await subtle.importKey("raw", keyBytes, "AES-GCM", false, ["decrypt"]);
  return Buffer.from(await subtle.decrypt({ name: "AES-GCM", iv: nonce, additionalData }, key, sealed));
}

// --- HPKE (RFC 9180), base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM -----------------------

const KEM = bytesOf(text("KEM"), [0, 0x10]);
const SUITE = bytesOf(text("HPKE"), [0, 0x10, 0, 1, 0, 1]);
const extract = (suite, salt, label, input) => hmac(salt, text("HPKE-v1"), suite, text(label), input);

async function expand(suite, secret, label, info, length) {
  const block = await hmac(secret, [length >> 8, length & 255], text("HPKE-v1"), suite, text(label), info, [1]);
  return block.subarray(0, length);
}

async function hpkeOpen(pair, info, aad, enc, sealed) {
  const own = await importPair(pair, "ECDH", ["deriveBits"]);
  const other = await subtle.importKey("raw", enc, { name: "ECDH", namedCurve: "P-256" }, true, []);
  const dh = Buffer.from(await subtle.deriveBits({ name: "ECDH", public: other }, own, 256));
  const prk = await extract(KEM, Buffer.alloc(0), "eae_prk", dh);
  const shared = await expand(KEM, prk, "shared_secret", bytesOf(enc, publicOfPair(pair)), 32);
  const pskIdHash = await extract(SUITE, Buffer.alloc(0), "psk_id_hash", Buffer.alloc(0));
  const infoHash = await extract(SUITE, Buffer.alloc(0), "info_hash", info);
  const context = bytesOf([0], pskIdHash, infoHash);
  const secret = await extract(SUITE, shared, "secret", Buffer.alloc(0));
  const key = await expand(SUITE, secret, "key", context, 16);
  const nonce = await expand(SUITE, secret, "base_nonce", context, 12);
  const exporter = await expand(SUITE, secret, "exp", context, 32);
  const plain = await decrypt(key, nonce, aad, sealed);
  return { plain, derive: (purpose) => expand(SUITE, exporter, "sec", text(purpose), 16) };
}

// --- Slips -------------------------------------------------------------------------------------------------

const KINDS = {
  1: "sign-up", 2: "withdraw", 3: "claim", 4: "stand-in", 5: "feedback", 6: "wish", 7: "talents", 8: "check-in",
  9: "swap",
};
const CATEGORIES = [null, "virtue", "parenting", "capability", "arts", "care"];

const localMinutes = (minutes) => new Date(Date.UTC(2000, 0, 1) + minutes * 60_000).toISOString().slice(0, 16);
const localDay = (days) => new Date(Date.UTC(2000, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);

/** Reads the 102 bytes inside a seal, in the form in which the vectors write contents. */
function readContent(plain) {
  assert.equal(plain.length, 102);
  let at = 0;
  const take = (length) => plain.subarray(at, (at += length));
  const byte = () => take(1)[0];
  const words = () => take(byte()).toString("utf8");
  const target = () => {
    const activity = words();
    const minutes = take(4).readUInt32BE();
    const start = new Date(Date.UTC(2000, 0, 1) + minutes * 60_000).toISOString().slice(0, 16);
    return `${activity}@${start}`;
  };
  const phone = () => {
    const digits = byte();
    const number = take(5).readUIntBE(0, 5);
    return digits === 0 ? undefined : String(number).padStart(digits, "0");
  };
  const kind = KINDS[byte()];
  const flags = byte();
  const household = hex(take(8));
  const secretHash = hex(take(16));
  const person = () => {
    const read = { name: words() };
    const age = byte();
    if (age !== 255) read.age = age;
    const number = phone();
    if (number !== undefined) read.phone = number;
    return read;
  };
  const ticks = (read) => {
    read.photographs = Boolean(flags & 1);
    read.needs = { front_seat: Boolean(flags & 2), speak_slowly: Boolean(flags & 4), companion: Boolean(flags & 8) };
    return read;
  };
  const guardian = (read) => {
    const name = words();
    if (name !== "") read.guardian = { name, phone: phone() };
    return read;
  };
  let asks;
  switch (kind) {
    case "sign-up":
      asks = { "sign-up": { session: target(), person: ticks(guardian(person())) } };
      break;
    case "claim":
      asks = { claim: { shift: target(), person: ticks(guardian(person())) } };
      break;
    case "withdraw":
      asks = { withdraw: { secret: hex(take(16)) } };
      break;
    case "stand-in": {
      const secret = hex(take(16));
      asks = { "stand-in": { shift: target(), secret, person: ticks(person()) } };
      break;
    }
    case "feedback":
      asks = { feedback: { session: target(), stars: byte(), words: words() } };
      break;
    case "wish":
      asks = { wish: { category: CATEGORIES[byte()], words: words() } };
      break;
    case "talents":
      asks = { talents: { person: ticks(person()), talents: take(2).readUInt16BE(), times: take(2).readUInt16BE() } };
      break;
    case "check-in": {
      const secret = hex(take(16));
      const read = { target: target(), secret };
      for (const name of ["came", "left"]) {
        const minutes = take(4).readUInt32BE();
        if (minutes !== 0xffffffff) read[name] = localMinutes(minutes);
      }
      const byPoster = byte();
      const mark = hex(take(4));
      if (byPoster === 1) read.poster = mark;
      asks = { "check-in": read };
      break;
    }
    case "swap": {
      const [secret, shift] = [hex(take(16)), target()];
      const [forSecret, forShift] = [hex(take(16)), target()];
      assert.notEqual(shift, forShift, "a shift is not swapped with itself");
      const month = (id) => id.split("@")[1].slice(0, 7);
      assert.equal(month(shift), month(forShift), "within one month");
      asks = { swap: { shift, secret, for_shift: forShift, for_secret: forSecret } };
      break;
    }
    default:
      assert.fail("unknown kind");
  }
  assert.ok(plain.subarray(at).every((rest) => rest === 0), "only zeros follow");
  return { household, secret_hash: secretHash, asks };
}

const derive16 = async (purpose, bytes) => hex((await sha256(bytesOf(text(purpose), [0], bytes))).subarray(0, 16));

/** The eight characters that people read aloud. */
function handle(id) {
  let number = BigInt(`0x${id.slice(0, 16)}`);
  let string = "";
  for (let place = 0; place < 8; place += 1) {
    if (place === 4) string += " ";
    string += "23456789ABCDEFGHJKMNPQRSTVWXYZ"[Number(number % 30n)];
    number /= 30n;
  }
  return string;
}

async function openSlip(code, centre, opening) {
  assert.equal(code.length, 311);
  assert.ok(code.startsWith("LINLI1:"));
  const bytes = fromBase32(code.slice(7));
  assert.equal(bytes.length, 190);
  assert.equal(bytes[0], 1);
  assert.equal(toBase32(bytes.subarray(1, 6)), centre);
  const key = opening.find(({ id }) => id === bytes[6]);
  const { plain, derive } = await hpkeOpen(
    key.pair,
    text("linli slip v1"),
    bytes.subarray(0, 7),
    bytes.subarray(7, 72),
    bytes.subarray(72),
  );
  return {
    bytes,
    plain,
    content: readContent(plain),
    id: await derive16("linli slip", bytes),
    tag: hex(await derive("linli outcome tag")),
    key: hex(await derive("linli outcome key")),
  };
}

// --- Envelopes and keys ------------------------------------------------------------------------------------

const keyName = async (key) => toBase32((await sha256(key)).subarray(0, 5));

async function isSigned(envelope, purpose, centre, month, signers) {
  const message = text(["linli-v1", purpose, centre, month ?? "-", envelope.payload].join("\n"));
  for (const { key, value } of envelope.signatures) {
    for (const signer of signers) {
      if ((await keyName(signer)) !== key) continue;
      const imported = await subtle.importKey("raw", signer, { name: "ECDSA", namedCurve: "P-256" }, true, ["verify"]);
      const algorithm = { name: "ECDSA", hash: "SHA-256" };
      if (await subtle.verify(algorithm, imported, base64(value), message)) return true;
    }
  }
  return false;
}

async function acceptFounding(centre, envelope) {
  const statement = JSON.parse(envelope.payload);
  const founder = base64(statement.signers[0]);
  return statement.edition === 1
    && (await keyName(founder)) === centre
    && (await isSigned(envelope, "keys", centre, null, [founder]))
    ? statement
    : null;
}

async function acceptChange(centre, pinned, envelope) {
  const next = JSON.parse(envelope.payload);
  const shown = envelope.signatures.map(({ public: key }) => key).find((key) => key !== undefined);
  if (shown && hex(await sha256(base64(shown))) === pinned.recoveryHash) {
    const signed = await isSigned(envelope, "keys", centre, null, [base64(shown)]);
    return signed && next.edition > pinned.edition ? next : null;
  }
  const signed = await isSigned(envelope, "keys", centre, null, pinned.signers.map(base64));
  return signed && next.edition === pinned.edition + 1 && next.recoveryHash === pinned.recoveryHash ? next : null;
}

// --- Outcomes ----------------------------------------------------------------------------------------------

const STANDINGS = [
  null, "not-handed-in", "pending", "confirmed", "waitlisted", "offered", "not-placed", "withdrawn", "cancelled",
  "attended", "absent", "not-recorded",
];

function readAnswer(plain) {
  assert.equal(plain.length, 64);
  const name = STANDINGS[plain[0]];
  const standing = name === "waitlisted" ? { waitlisted: plain.readUInt16BE(1) } : name;
  const numbers = () => ({ order: plain.readUInt16BE(4), places: plain.readUInt16BE(6) });
  const words = () => plain.subarray(5, 5 + plain[4]).toString("utf8");
  // Only the reasons that the vectors hold; docs/formats.md lists all.
  const reasons = {
    1: () => ({ placed: numbers() }),
    3: () => ({ full: numbers() }),
    11: () => ({ "training-missing": { training: words() } }),
  };
  return { standing, reason: reasons[plain[3]]() };
}

async function openOutcome(sealed, month, tag, key) {
  const bytes = base64(sealed);
  const aad = bytesOf(text(month), Buffer.from(tag, "hex"));
  return readAnswer(await decrypt(Buffer.from(key, "hex"), bytes.subarray(0, 12), aad, bytes.subarray(12)));
}

// --- Locked files ------------------------------------------------------------------------------------------

async function unlock(locked, passphrase) {
  const [line, ...rest] = locked.toString("utf8").trim().split("\n");
  const header = JSON.parse(line);
  assert.equal(header.linli, "locked");
  const material = await subtle.importKey("raw", text(passphrase.trim()), "PBKDF2", false, ["deriveBits"]);
  const algorithm = { name: "PBKDF2", hash: "SHA-256", salt: base64(header.salt), iterations: header.rounds };
  const stretched = Buffer.from(await subtle.deriveBits(algorithm, material, 256));
  const check = (await hmac(stretched, text("linli lock check"))).subarray(0, 8);
  assert.equal(check.toString("base64"), header.check, "wrong passphrase");
  const body = base64(rest.join(""));
  const key = await hmac(stretched, text("linli lock key"));
  return { header, plain: await decrypt(key, body.subarray(0, 12), text(line), body.subarray(12)) };
}

function readBackup(plain) {
  let at = 0;
  const number = () => plain.readUInt32BE((at += 4) - 4);
  const bytes = () => {
    const length = number();
    return plain.subarray(at, (at += length)).toString("utf8");
  };
  const times = (count, make) => Array.from({ length: count }, make);
  const meta = Object.fromEntries(times(number(), () => [bytes(), bytes()]));
  const months = Object.fromEntries(times(number(), () => [bytes(), times(number(), bytes)]));
  assert.equal(at, plain.length);
  return { meta, months };
}

// --- Letters: records of service, helpers' lists and reports -------------------------------------------------

function readLetter(kind, string) {
  assert.ok(string.startsWith(`LINLI${kind}1:`));
  const bytes = fromBase32(string.slice(8));
  assert.equal(bytes.readUInt16BE(), bytes.length - 2);
  assert.equal(bytes[2], 1);
  assert.equal(toBase32(bytes.subarray(3, 8)), centre);
  return bytes.subarray(2);
}

/** A signature as it stands in a letter: the signer's name and r ‖ s. */
const asEnvelope = (payload, signature) => ({
  payload,
  signatures: [{ key: toBase32(signature.subarray(0, 5)), value: signature.subarray(5).toString("base64") }],
});

async function readRecord(string, signers) {
  const bytes = readLetter("Z", string);
  const body = bytes.subarray(0, bytes.length - 69);
  assert.ok(await isSigned(asEnvelope(toBase32(body), bytes.subarray(bytes.length - 69)), "record", centre, null, signers));
  let at = 7;
  const take = (length) => body.subarray(at, (at += length));
  const words = () => take(take(1)[0]).toString("utf8");
  let read;
  if (body[6] === 1) {
    read = { id: hex(take(3)) };
    for (const name of ["on", "from", "to"]) read[name] = localDay(take(2).readUInt16BE());
    Object.assign(read, { minutes: take(4).readUInt32BE(), services: take(2).readUInt16BE(), name: words() });
  } else {
    assert.equal(body[6], 2);
    read = { service: hex(take(16)), from: localMinutes(take(4).readUInt32BE()) };
    Object.assign(read, { signedAt: localMinutes(take(4).readUInt32BE()), minutes: take(2).readUInt16BE() });
    Object.assign(read, { name: words(), role: words() });
  }
  assert.equal(at, body.length);
  return read;
}

async function readList(string, pair, signers) {
  const bytes = readLetter("L", string);
  const rest = bytes.subarray(6);
  const { plain } = await hpkeOpen(pair, text("linli helper list v1"), bytes.subarray(0, 6), rest.subarray(0, 65), rest.subarray(65));
  const payload = plain.subarray(69).toString("utf8");
  assert.ok(await isSigned(asEnvelope(payload, plain.subarray(0, 69)), "list", centre, null, signers));
  return JSON.parse(payload);
}

async function readReport(string, opening) {
  const bytes = readLetter("B", string);
  const key = opening.find(({ id }) => id === bytes[6]);
  const rest = bytes.subarray(7);
  const { plain } = await hpkeOpen(key.pair, text("linli helper report v1"), bytes.subarray(0, 7), rest.subarray(0, 65), rest.subarray(65));
  const read = { list: hex(plain.subarray(0, 8)), secret: hex(plain.subarray(8, 24)), noted: [] };
  for (let at = 24; at < plain.length; ) {
    const take = (length) => plain.subarray(at, (at += length));
    const [slip, minute, [saw]] = [hex(take(6)), localMinutes(take(4).readUInt32BE()), take(1)];
    const words = saw === 4 ? { another: take(take(1)[0]).toString("utf8") } : ["nothing", "came", "left", "absent"][saw];
    read.noted.push({ slip, at: minute, saw: words });
  }
  return read;
}

// --- The vectors -------------------------------------------------------------------------------------------

const keys = json("keys.json");
const { centre, opening, slips } = json("slips.json");
const opened = new Map();

assert.equal(slips.length, 10);
for (const slip of slips) {
  const read = await openSlip(slip.code, centre, opening);
  assert.equal(hex(read.bytes), slip.bytes);
  assert.equal(hex(read.plain), slip.plain);
  assert.deepEqual(read.content, slip.content);
  assert.equal(read.id, slip.id);
  assert.equal(handle(read.id), slip.handle);
  assert.equal(read.tag, slip.outcomeTag);
  assert.equal(read.key, slip.outcomeKey);
  opened.set(slip.name, read);
  // One changed character, and nothing opens.
  const changed = slip.code.slice(0, 200) + (slip.code[200] === "A" ? "B" : "A") + slip.code.slice(201);
  await assert.rejects(openSlip(changed, centre, opening));
}

// Who withdraws shows the secret whose hash the earlier slip carries.
const shown = opened.get("withdraw").content.asks.withdraw.secret;
assert.equal(await derive16("linli slip secret", Buffer.from(shown, "hex")), opened.get("sign-up").content.secret_hash);

const centreFile = json("folder/centre.json");
assert.equal(centreFile.centre.id, centre);
assert.equal(hex(await sha256(publicOfPair(keys.signing))), keys.fingerprint);
assert.equal(toBase32(Buffer.from(keys.fingerprint, "hex").subarray(0, 5)), centre);
const founded = await acceptFounding(centre, centreFile.keys[0]);
assert.ok(founded, "the founding statement is believed");
assert.equal(founded.sealers[0].key, publicOfPair(opening[0].pair).toString("base64"));

const index = json("folder/index.json");
const signers = founded.signers.map(base64);
assert.ok(await isSigned(index, "index", centre, null, signers), "the index is signed");
assert.ok(!(await isSigned(index, "keys", centre, null, signers)), "for no other purpose");
assert.ok(!(await isSigned({ ...index, payload: `${index.payload} ` }, "index", centre, null, signers)));
const payload = JSON.parse(index.payload);
assert.deepEqual(Object.keys(payload.files), ["centre.json", "menus/2026-12.r1.json", "outcomes/2026-12.r1.json"]);
for (const [path, mark] of Object.entries(payload.files)) {
  const bytes = file(join("folder", path));
  assert.deepEqual({ sha256: hex(await sha256(bytes)), bytes: bytes.length }, mark, path);
}

const outcomes = json("folder/outcomes/2026-12.r1.json");
const answers = json("answers.json");
assert.equal(answers.length, 3);
for (const { slip, answer } of answers) {
  const { tag, key } = opened.get(slip);
  assert.deepEqual(await openOutcome(outcomes.outcomes[tag], outcomes.month, tag, key), answer, slip);
  await assert.rejects(openOutcome(outcomes.outcomes[tag], "2026-11", tag, key));
}

// Confirmed hours: sealed about another word than outcomes, and the record within signed by the centre.
async function openHours(sealed, month, tag, key) {
  const bytes = base64(sealed);
  const aad = bytesOf(text(month), Buffer.from(tag, "hex"), text("hours"));
  const plain = await decrypt(Buffer.from(key, "hex"), bytes.subarray(0, 12), aad, bytes.subarray(12));
  assert.equal(plain.length, 192);
  const end = 1 + plain[0];
  assert.ok(plain.subarray(end).every((byte) => byte === 0), "filled up with zeros");
  const length = Buffer.alloc(2);
  length.writeUInt16BE(plain[0]);
  return `LINLIZ1:${toBase32(bytesOf(length, plain.subarray(1, end)))}`;
}

const hours = json("hours.json");
{
  const { tag, key } = opened.get(hours.slip);
  assert.equal(hours.path, `hours/${hours.file.month}.r${hours.file.revision}.json`);
  assert.equal(await openHours(hours.file.hours[tag], hours.file.month, tag, key), hours.text);
  assert.deepEqual(await readRecord(hours.text, signers), json("letters.json").service.says);
  await assert.rejects(openHours(hours.file.hours[tag], "2026-11", tag, key));
  await assert.rejects(openOutcome(hours.file.hours[tag], hours.file.month, tag, key));
}

// A draw, run again from the published files alone.
const derive = async (purpose, bytes, length) =>
  hex((await sha256(bytesOf(text(purpose), [0], bytes))).subarray(0, length));
const menu = json("draw/menu.json");
const expected = json("draw/expected.json");
const drawn = menu.sessions.find((session) => session.id === expected.session);
const draw = json("draw/draws.json").draws[expected.session];
assert.equal(draw.commitment, drawn.draw.commitment);
assert.equal(await derive("linli draw seed", Buffer.from(draw.result.seed, "hex"), 32), draw.commitment);
const localMinute = (ms) => new Date(ms + centreFile.centre.utcOffset * 60_000).toISOString().slice(0, 16);
assert.ok(localMinute(draw.publishedAt) > drawn.closes && draw.result.at >= draw.publishedAt);
for (const { key, first, tag } of expected.entered) {
  const own = await derive("linli draw entrant", bytesOf(Buffer.from(key, "hex"), text(expected.session)), 16);
  assert.equal(own, tag);
  assert.ok(draw.entrants[first ? "first" : "others"].includes(own));
}
const drawKey = bytesOf(Buffer.from(draw.result.seed, "hex"), text(draw.result.number));
const order = [];
for (const tags of [draw.entrants.first, draw.entrants.others]) {
  assert.deepEqual(tags, [...new Set(tags)].sort(), "each once, by tag");
  const group = [];
  for (const tag of tags) group.push({ tag, value: hex(await hmac(drawKey, Buffer.from(tag, "hex"))) });
  order.push(...group.sort((a, b) => (a.value < b.value ? -1 : 1)));
}
assert.deepEqual(order, expected.order);
assert.deepEqual(order.slice(0, drawn.entry.places).map(({ tag }) => tag), expected.winners);

const letters = json("letters.json");
const { says, number } = letters.certificate;
assert.deepEqual(await readRecord(letters.certificate.text, signers), says);
let left = parseInt(says.id, 16);
let spoken = "";
for (let place = 0; place < 5; place += 1, left = Math.floor(left / 30)) spoken += "23456789ABCDEFGHJKMNPQRSTVWXYZ"[left % 30];
assert.equal(number, `${says.on.replaceAll("-", "")}-${spoken}`);
assert.deepEqual(await readRecord(letters.service.text, signers), letters.service.says);
const helperCode = readLetter("H", letters.helper.text);
assert.deepEqual(helperCode.subarray(6), publicOfPair(letters.helper.pair));
assert.deepEqual(await readList(letters.list.text, letters.helper.pair, signers), letters.list.says);
const { text: reportText, ...reported } = letters.report;
assert.deepEqual(await readReport(reportText, opening), reported);
// One changed character, and no record is believed.
for (const at of [30, 90, 160]) {
  const string = letters.certificate.text;
  const changed = string.slice(0, at) + (string[at] === "A" ? "B" : "A") + string.slice(at + 1);
  await assert.rejects(readRecord(changed, signers));
}

const changes = json("key-changes.json");
const first = await acceptFounding(centre, changes.founding);
assert.equal((await acceptChange(centre, first, changes.bySigner))?.edition, 2);
assert.equal((await acceptChange(centre, first, changes.byRecovery))?.edition, 2);
assert.equal(await acceptChange(centre, first, changes.refused), null);

const menuFile = json("course-menu.json");
assert.deepEqual([menuFile.linli, menuFile.format], ["course-menu", 1]);
const offered = JSON.parse(menuFile.menu.payload);
const district = await acceptFounding(offered.district, menuFile.keys[0]);
assert.ok(await isSigned(menuFile.menu, "course-menu", offered.district, null, district.signers.map(base64)));
assert.ok(!(await isSigned(menuFile.menu, "index", offered.district, null, district.signers.map(base64))));
assert.deepEqual([offered.edition, offered.courses[0].code, offered.providers[0].code], [3, "A01", "P01"]);

const recovered = await unlock(file("recovery.txt"), keys.passphrase);
assert.equal(recovered.header.kind, "recovery");
const bundle = JSON.parse(recovered.plain.toString("utf8"));
assert.equal(bundle.keys.signing, keys.signing);
assert.equal(bundle.recovery, keys.recovery);
await assert.rejects(unlock(file("recovery.txt"), "别的口令"));

const backup = await unlock(file("backup.txt"), keys.passphrase);
assert.equal(backup.header.kind, "household");
assert.deepEqual(Object.keys(readBackup(backup.plain).months), ["-", "2026-12"]);

console.log(`${slips.length} slips, ${answers.length} outcomes, index, a draw, confirmed hours, records of service, a helper's list and report, key changes, a course menu, recovery file and backup: as the vectors say`);
