// A second program that gives a month's places: written from docs/placement.md, with nothing but what Node brings along.
// Reads months as lines of JSON, answers each with a line.
//
//   node tests/placement/place.mjs < months > answers

import { createHash, createHmac } from "node:crypto";
import { createInterface } from "node:readline";

// --- Words -------------------------------------------------------------------------------------------------

/** Minutes since 1970 of a local time as it is written. */
const minutesOf = (text) => Date.parse(`${text}:00Z`) / 60_000;
const plain = (name) => name.replace(/\s/gu, "");
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const not = (reason) => ({ standing: "not-placed", reason });

/** Compares lists from left to right. */
function byParts(a, b) {
  for (let at = 0; at < a.length; at += 1) {
    const order = compare(a[at], b[at]);
    if (order !== 0) return order;
  }
  return 0;
}

function derive(purpose, input, length) {
  return createHash("sha256").update(purpose).update("\0").update(input).digest().subarray(0, length).toString("hex");
}

const bytes = (hex) => Buffer.from(hex, "hex");
const secretHash = (secret) => derive("linli slip secret", bytes(secret), 16);
const entrantTag = (key, session) => derive("linli draw entrant", Buffer.concat([bytes(key), Buffer.from(session)]), 16);

/** What a slip asks: its kind, and what stands under it. */
function asked(slip) {
  const [kind] = Object.keys(slip.content.asks);
  const body = slip.content.asks[kind];
  // Talents say who can do what, and ask for nothing.
  const person = kind === "talents" ? undefined : body.person;
  return { kind, body, target: body.session ?? body.shift, person };
}

const REFUSING = ["remove", "offer-declined", "same-person", "move"];

class Month {
  constructor(given) {
    Object.assign(this, given);
    this.version = given.menu.rules.version;
    this.rules = given.menu.rules;
    this.answers = new Map();
    this.freeLate = new Set();
    this.taken = new Map(); // session -> turns
    this.active = new Set();
    this.held = new Map();
    this.busy = new Map();
    this.pairs = [];
    this.joinFamilies();
    this.readMenu();
    this.readArrivals();
    this.readTold();
    this.readDecisions();
    for (const { household, name, session, start, minutes } of this.elsewhere) {
      this.occupy(this.person(household, name), session, minutesOf(start), minutes);
    }
    this.served = new Map(this.busy);
    this.records = new Map();
    for (const { household, name, training, on, until } of this.trainings) {
      const key = `${this.person(household, name)} ${training}`;
      this.records.set(key, [...(this.records.get(key) ?? []), { on, until: until ?? "9999-12-31" }]);
    }
  }

  local(stamp) {
    return Math.floor(stamp / 60_000) + this.utcOffset;
  }

  // Section 2.

  joinFamilies() {
    const above = new Map();
    const top = (household) => {
      let at = household;
      while (above.has(at)) at = above.get(at);
      return at;
    };
    for (const { households } of this.joins) {
      for (const household of households) {
        const [one, other] = [top(households[0]), top(household)];
        if (one !== other) above.set(other, one);
      }
    }
    this.family = top;
  }

  person(household, name) {
    return `${this.family(household)} ${plain(name)}`;
  }

  readMenu() {
    const activities = new Map(this.menu.activities.map((activity) => [activity.id, activity]));
    this.things = new Map();
    for (const shift of this.menu.shifts) {
      const start = minutesOf(shift.start);
      const needs = { start, minutes: shift.minutes, places: shift.neededTo, closes: start, training: shift.training ?? "" };
      const more = { ages: { from: shift.minAge }, regular: shift.regular === true, day: shift.start.slice(0, 10) };
      this.things.set(shift.id, { ...needs, ...more, isShift: true, off: shift.cancelled !== undefined });
    }
    for (const session of this.menu.sessions) {
      const activity = activities.get(session.id.split("@")[0]);
      if (!activity) continue;
      const start = minutesOf(session.start);
      const closes = session.closes === undefined ? start : Math.min(start, minutesOf(session.closes));
      const thing = {
        start,
        minutes: session.minutes,
        places: session.entry === "walk-in" ? null : session.entry.places,
        closes,
        closesText: session.closes !== undefined && minutesOf(session.closes) <= start ? session.closes : session.start,
        ages: activity.ages ?? {},
        training: "",
        isShift: false,
        off: session.cancelled !== undefined,
      };
      if (this.version >= 2 && session.draw) thing.draw = this.readDraw(session.id);
      else if (this.version >= 2 && session.opens !== undefined) {
        thing.opens = minutesOf(session.opens);
        thing.opensText = session.opens;
      }
      this.things.set(session.id, thing);
    }
  }

  readDraw(session) {
    const known = this.draws[session];
    if (!known) return { published: false };
    const draw = { published: true, decided: known.result !== undefined, places: new Map() };
    const groups = [known.entrants.first ?? [], known.entrants.others];
    draw.of = groups[0].length + groups[1].length;
    if (!draw.decided) {
      for (const tag of groups.flat()) draw.places.set(tag, {});
      return draw;
    }
    const key = Buffer.concat([bytes(known.result.seed), Buffer.from(known.result.number)]);
    let nth = 0;
    groups.forEach((tags, group) => {
      const values = tags.map((tag) => [createHmac("sha256", key).update(bytes(tag)).digest("hex"), tag]);
      for (const [value, tag] of values.sort(byParts)) draw.places.set(tag, { nth: (nth += 1), group, value });
    });
    return draw;
  }

  // Section 3.

  readArrivals() {
    const kept = new Map();
    const strays = this.strays.filter(({ slip }) => asked(slip).kind === "withdraw");
    for (const arrival of [...this.arrivals, ...strays]) {
      const opens = this.things.get(asked(arrival.slip).target)?.opens;
      const early = opens !== undefined && arrival.at < (opens - this.utcOffset) * 60_000 ? 1 : 0;
      const before = kept.get(arrival.slip.id);
      const key = [early, arrival.at];
      if (!before || byParts(key, before.key) < 0) kept.set(arrival.slip.id, { ...arrival, key });
    }
    this.came = [...kept.values()].sort((a, b) => byParts([a.at, a.slip.id], [b.at, b.slip.id]));
  }

  readTold() {
    this.toldTo = new Map();
    this.notSwapped = new Map();
    for (const { at, revision, outcomes } of this.publications) {
      for (const [slip, { standing, reason }] of outcomes) {
        if (standing === "not-placed" && reason?.["not-swapped"]) {
          const first = this.notSwapped.get(slip);
          if (!first || byParts([at, revision], [first.at, first.revision]) < 0) {
            this.notSwapped.set(slip, { at, revision, reason });
          }
        }
        const told = this.told(slip);
        if (standing === "confirmed") told.confirmed = true;
        if (standing === "offered") told.offered = true;
        if (standing?.waitlisted !== undefined) told.toWait = true;
        if (standing === "not-placed") told.refused = true;
        this.toldTo.set(slip, told);
      }
    }
  }

  told(slip) {
    return this.toldTo.get(slip) ?? { confirmed: false, offered: false, toWait: false, refused: false };
  }

  readDecisions() {
    this.verdicts = new Map();
    const trained = new Map();
    this.another = new Map();
    const sorted = [...this.decisions].sort((a, b) => byParts([a.at, a.id], [b.at, b.id]));
    let serial = 0;
    const seen = new Set();
    for (const { at, id, slip, verdict, why } of sorted) {
      const same = JSON.stringify([at, id, slip, verdict, why]);
      if (seen.has(same)) continue;
      seen.add(same);
      serial += 1;
      const kind = typeof verdict === "string" ? verdict : Object.keys(verdict)[0];
      if (kind === "training-seen") trained.set(slip, serial);
      else if (kind === "another-person") {
        if (this.verdicts.get(slip)?.kind === "same-person") this.verdicts.delete(slip);
        this.another.set(slip, serial);
      } else if (kind === "undo") {
        const latest = [trained.get(slip) ?? 0, this.another.get(slip) ?? 0, this.verdicts.get(slip)?.serial ?? 0];
        const [training, another, place] = latest.map((one) => one === Math.max(...latest));
        if (training) trained.delete(slip);
        else if (another) this.another.delete(slip);
        else if (place) this.verdicts.delete(slip);
      } else {
        if (kind === "same-person") this.another.delete(slip);
        this.verdicts.set(slip, { kind, at, why, serial, to: verdict.move?.to });
      }
    }
    this.trained = new Set();
    for (const { slip } of this.came) {
      const { target, person } = asked(slip);
      const thing = this.things.get(target);
      if (!person || !thing?.isShift || !trained.has(slip.id)) continue;
      this.trained.add(`${this.person(slip.content.household, person.name)} ${thing.training}`);
    }
  }

  isTrained(person, { training, day }) {
    if (training === "" || this.trained.has(`${person} ${training}`)) return true;
    return (this.records.get(`${person} ${training}`) ?? []).some(({ on, until }) => on <= day && day <= until);
  }

  // Section 4.

  readSecrets() {
    const bySecret = new Map();
    for (const arrival of this.came) {
      if (!asked(arrival.slip).person) continue;
      const hash = arrival.slip.content.secret_hash;
      bySecret.set(hash, [...(bySecret.get(hash) ?? []), arrival]);
    }
    this.givenBack = new Map();
    for (const { slip, at } of this.came) {
      const { kind, body } = asked(slip);
      if (kind !== "withdraw") continue;
      const earlier = bySecret.get(secretHash(body.secret)) ?? [];
      const done = { standing: "withdrawn", reason: "carried-out" };
      this.answers.set(slip.id, earlier.length > 0 ? done : not("secret-unknown"));
      for (const one of earlier) if (!this.givenBack.has(one.slip.id)) this.givenBack.set(one.slip.id, at);
    }
    this.readSwaps(bySecret);
    this.readStandIns(bySecret);
  }

  readSwaps(bySecret) {
    this.swapped = new Map(); // slip -> arrival whose place it has
    this.noted = new Map();
    const shown = (secret) => bySecret.get(secretHash(secret)) ?? [];
    const find = (shift, secret) => {
      const there = shown(secret).filter(({ slip }) => asked(slip).kind !== "sign-up" && this.named(slip) === shift);
      return there.find(({ slip }) => asked(slip).kind === "claim") ?? there[0];
    };
    const refuse = (arrival, offered, [hitch, side]) => {
      const told = (mine) => ({ "not-swapped": { hitch, mine } });
      this.answers.set(arrival.slip.id, not(told(side === 1)));
      const last = offered && this.noted.get(offered.slip.id);
      const key = [arrival.at, arrival.slip.id];
      if (offered && (!last || byParts(last.key, key) < 0)) this.noted.set(offered.slip.id, { key, reason: told(side === 0) });
    };
    let open = this.came.filter(({ slip }) => asked(slip).kind === "swap");
    open = [...open.filter((one) => this.isPromised(one)), ...open.filter((one) => !this.isPromised(one))];
    for (;;) {
      let pair;
      const index = open.findIndex(({ slip }) => {
        const { body } = asked(slip);
        pair = [find(body.shift, body.secret), find(body.for_shift, body.for_secret)];
        return pair[0] && pair[1] && pair[0] !== pair[1];
      });
      if (index < 0) break;
      const [arrival] = open.splice(index, 1);
      const hitch = this.isPromised(arrival) ? null : this.toldHitch(arrival) ?? this.hitch(arrival, pair);
      if (hitch) refuse(arrival, pair[0], hitch);
      else {
        const [toGiven, toOffered] = [pair[1], pair[0]].map((one) => this.turnGiver(one));
        this.swapped.set(pair[0].slip.id, toGiven);
        this.swapped.set(pair[1].slip.id, toOffered);
        this.answers.set(arrival.slip.id, { standing: "confirmed", reason: "carried-out" });
      }
    }
    for (const arrival of open) {
      const { body } = asked(arrival.slip);
      const known = shown(body.secret).length > 0 && shown(body.for_secret).length > 0;
      if (known) refuse(arrival, find(body.shift, body.secret), this.toldHitch(arrival) ?? ["gone", null]);
      else this.answers.set(arrival.slip.id, not("secret-unknown"));
    }
  }

  turnGiver(arrival) {
    return this.swapped?.get(arrival.slip.id) ?? arrival;
  }

  /** The shift that a slip names, or to which a swap brought it. */
  named(slip) {
    return asked(this.swapped.get(slip.id)?.slip ?? slip).target;
  }

  toldHitch({ slip }) {
    const told = this.notSwapped.get(slip.id);
    if (!told) return null;
    const { hitch, mine } = told.reason["not-swapped"];
    if (mine) return [hitch, 1];
    return [hitch, hitch === "gone" || hitch === "too-late" ? null : 0];
  }

  hitch({ at, slip }, holders) {
    const { body } = asked(slip);
    const ids = [body.shift, body.for_shift];
    const shifts = ids.map((id) => this.things.get(id));
    if (shifts.some((thing) => !thing?.isShift || thing.off)) return ["gone", null];
    if (holders.some((holder, side) => !this.canGive(holder, ids[side], at))) return ["gone", null];
    if (shifts.some((thing) => this.local(at) > thing.start)) return ["too-late", null];
    for (const [side, holder] of holders.entries()) {
      const thing = shifts[1 - side];
      const { person } = asked(holder.slip);
      const who = this.person(holder.slip.content.household, person.name);
      const { from } = thing.ages;
      if (from !== undefined && (person.age === undefined || person.age < from)) return ["age", side];
      if (!this.isTrained(who, thing)) return ["training", side];
      if (this.isElsewhere(holder, who, ids[1 - side], thing)) return ["clash", side];
    }
    return null;
  }

  handedOn(holder, shift, counts) {
    return this.came.some((one) => {
      const { kind, body } = asked(one.slip);
      return kind === "stand-in" && body.shift === shift && one.slip.id !== holder.slip.id
        && secretHash(body.secret) === holder.slip.content.secret_hash && counts(one);
    });
  }

  canGive(holder, shift, at) {
    const { id } = holder.slip;
    const verdict = this.verdicts.get(id);
    if (!this.told(id).confirmed) return false;
    if (this.givenBack.has(id) && this.givenBack.get(id) <= at) return false;
    if (verdict && REFUSING.includes(verdict.kind) && verdict.at <= at) return false;
    return !this.handedOn(holder, shift, (one) => one.at <= at || this.isPromised(one));
  }

  isElsewhere(holder, who, id, thing) {
    const overlaps = (other) => {
      const from = Math.max(other.start, thing.start);
      return Math.min(other.start + other.minutes, thing.start + thing.minutes) > from;
    };
    if ((this.busy.get(who) ?? []).some((other) => other.session !== id && overlaps(other))) return true;
    return this.came.some((one) => {
      const { person } = asked(one.slip);
      if (!person || one.slip.id === holder.slip.id || this.givenBack.has(one.slip.id)) return false;
      const verdict = this.verdicts.get(one.slip.id);
      if (!this.isPromised(one) && !verdict) return false;
      if (verdict && verdict.kind !== "move" && REFUSING.includes(verdict.kind)) return false;
      const at = verdict?.kind === "move" ? verdict.to : this.named(one.slip);
      const other = this.things.get(at);
      if (!other || other.off || (at !== id && !overlaps(other))) return false;
      return !this.handedOn(one, at, () => true) && this.person(one.slip.content.household, person.name) === who;
    });
  }

  readStandIns(bySecret) {
    const followers = new Map();
    const holderOf = new Map();
    this.inherited = new Map();
    for (const arrival of this.came) {
      const { kind, body } = asked(arrival.slip);
      if (kind !== "stand-in") continue;
      if (!this.isPromised(arrival)) this.answers.set(arrival.slip.id, not("secret-unknown"));
      const shown = (bySecret.get(secretHash(body.secret)) ?? []).filter((one) => {
        const theirs = asked(one.slip);
        return theirs.kind !== "sign-up" && one.slip.id !== arrival.slip.id && this.named(one.slip) === body.shift;
      });
      const left = (bySecret.get(secretHash(body.secret)) ?? []).some((one) => this.swapped.has(one.slip.id));
      if (shown.length === 0 && left && !this.isPromised(arrival)) this.answers.set(arrival.slip.id, not("stood-in"));
      const holder = shown.find((one) => asked(one.slip).kind === "claim") ?? shown[0];
      if (!holder) continue;
      followers.set(holder, [...(followers.get(holder) ?? []), arrival]);
      holderOf.set(arrival, holder);
    }
    const leads = new Set();
    for (const arrival of this.came.filter((one) => this.isPromised(one))) {
      for (let at = arrival; at && !leads.has(at); at = holderOf.get(at)) leads.add(at);
    }
    const walk = (holder, has) => {
      const mine = followers.get(holder) ?? [];
      followers.delete(holder);
      for (const follower of [...mine.filter((one) => leads.has(one)), ...mine.filter((one) => !leads.has(one))]) {
        const own = this.told(follower.slip.id);
        const alone = { turn: this.ownTurn(follower), told: {}, lapsed: false };
        let over = null;
        if (has === null) over = this.isPromised(follower) ? alone : null;
        else if (this.hasNothing(holder, follower.at)) over = alone;
        else {
          over = has;
          has = null;
          this.answers.set(holder.slip.id, { standing: "withdrawn", reason: "stood-in" });
        }
        if (over === null) {
          this.answers.set(follower.slip.id, not("stood-in"));
          walk(follower, null);
        } else {
          this.answers.delete(follower.slip.id);
          const together = this.together(over, own);
          this.inherited.set(follower.slip.id, together);
          walk(follower, together);
        }
      }
    };
    for (const holder of [...followers.keys()].filter((one) => asked(one.slip).kind === "claim")) {
      walk(holder, { turn: this.ownTurn(holder), told: this.told(holder.slip.id), lapsed: false });
    }
  }

  ownTurn(arrival) {
    const { at: came, slip } = this.turnGiver(arrival);
    const { target, person } = asked(slip);
    const thing = this.things.get(target);
    let at = came;
    if (person && thing?.regular) {
      const before = this.served.get(this.person(slip.content.household, person.name)) ?? [];
      const activity = target.split("@")[0];
      if (before.some(({ session, start }) => session.split("@")[0] === activity && start < thing.start)) at = 0;
    }
    return { at, drawn: 0, group: 0, value: "", came, id: slip.id };
  }

  isPromised({ slip }) {
    const { confirmed, offered } = this.told(slip.id);
    return confirmed || offered;
  }

  together(over, own) {
    const promised = (told) => Boolean(told.confirmed || told.offered);
    if (own.refused && !promised(own) && promised(over.told)) {
      return { turn: over.turn, told: { toWait: over.told.toWait || own.toWait }, lapsed: true };
    }
    const told = {};
    for (const what of ["confirmed", "offered", "toWait", "refused"]) told[what] = Boolean(over.told[what] || own[what]);
    return { turn: over.turn, told, lapsed: over.lapsed && !promised(own) };
  }

  hasNothing(holder, by) {
    const { slip } = holder;
    if (this.givenBack.has(slip.id) && this.givenBack.get(slip.id) <= by) return true;
    const verdict = this.verdicts.get(slip.id);
    if (verdict) return REFUSING.includes(verdict.kind) && verdict.at <= by;
    const { target, person } = asked(slip);
    const thing = this.things.get(target);
    if (!thing?.isShift || this.isPromised(holder)) return false;
    return !this.isTrained(this.person(slip.content.household, person.name), thing);
  }

  // Section 5.

  listCandidates() {
    this.candidates = [];
    for (const arrival of this.came) {
      const { slip } = arrival;
      const { kind, target, person } = asked(slip);
      if (kind === "feedback" || kind === "wish" || kind === "talents") this.answers.set(slip.id, { standing: "confirmed", reason: "noted" });
      if (!person) continue;
      const verdict = this.verdicts.get(slip.id);
      const named = this.named(slip);
      const session = verdict?.kind === "move" ? verdict.to : named;
      const thing = this.things.get(session);
      const own = this.told(slip.id);
      const lot = this.lot(arrival, session, thing);
      const has = this.inherited.get(slip.id) ?? { turn: lot.turn, told: own, lapsed: false };
      const all = this.swapped.has(slip.id) ? { ...has, turn: lot.turn } : has;
      this.candidates.push({
        slip, kind, named, who: person, person: this.person(slip.content.household, person.name),
        family: this.family(slip.content.household), session, thing, verdict, at: arrival.at, lot, own,
        turn: all.turn, told: all.told, lapsed: all.lapsed,
        promisedItself: own.confirmed || own.offered,
        promised: Boolean(all.told.confirmed || all.told.offered),
      });
    }
  }

  lot(arrival, session, thing) {
    if (!thing?.draw) return { kind: "came", turn: this.ownTurn(arrival) };
    const { published, decided, places, of } = thing.draw;
    const at = (thing.closes - this.utcOffset) * 60_000;
    const turn = { at, drawn: 1, group: 1, value: "", came: arrival.at, id: arrival.slip.id };
    if (!published) return { kind: "awaited", turn };
    const place = places.get(entrantTag(arrival.slip.key, session));
    if (!place) return { kind: "missed", of, decided, listed: false, turn: { ...turn, group: 2 } };
    if (!decided) return { kind: "awaited", listed: true, turn };
    return { kind: "drawn", nth: place.nth, of, listed: true, turn: { ...turn, group: place.group, value: place.value } };
  }

  giveTurns() {
    const key = ({ turn, slip }) => [turn.at, turn.drawn, turn.group, turn.value, turn.came, turn.id, slip.id];
    this.candidates.sort((a, b) => byParts(key(a), key(b)));
    const counts = new Map();
    this.candidates.forEach((candidate, rank) => {
      candidate.rank = rank;
      if (this.answers.has(candidate.slip.id)) return;
      candidate.order = (counts.get(candidate.session) ?? 0) + 1;
      counts.set(candidate.session, candidate.order);
    });
  }

  // Section 6.

  ownRefusal({ thing, at, turn, who, person }) {
    if (!thing) return null;
    if (thing.opens !== undefined && at < (thing.opens - this.utcOffset) * 60_000) {
      return { "too-early": { opens: thing.opensText } };
    }
    if (this.local(turn.came) > thing.closes) return "too-late";
    const { age } = who;
    const { from, to } = thing.ages;
    if (age === undefined && (from !== undefined || to !== undefined)) return "age-unknown";
    if (age !== undefined && from !== undefined && age < from) return { "too-young": { age, from } };
    if (age !== undefined && to !== undefined && age > to) return { "too-old": { age, to } };
    if (age !== undefined && age < 14 && !who.guardian) return "consent-missing";
    if (thing.isShift && !this.isTrained(person, thing)) {
      return { "training-missing": { training: thing.training } };
    }
    return null;
  }

  sameAgain({ person, session }) {
    return this.active.has(`${person} ${session}`) ? "same-again" : null;
  }

  refusal(candidate) {
    const own = this.ownRefusal(candidate) ?? this.sameAgain(candidate);
    if (own !== null) return own;
    const { thing, person, session, family } = candidate;
    const clashes = [];
    for (const other of this.busy.get(person) ?? []) {
      if (other.session === session) continue;
      const from = Math.max(other.start, thing.start);
      const minutes = Math.min(other.start + other.minutes, thing.start + thing.minutes) - from;
      if (minutes > 0) clashes.push([other.start, ...other.session.split("@"), minutes]);
    }
    if (clashes.length > 0) {
      const [, activity, start, minutes] = clashes.sort(byParts)[0];
      return { clash: { with: `${activity}@${start}`, minutes } };
    }
    const quota = this.rules.householdQuota;
    const reached = !thing.isShift && quota !== undefined && (this.held.get(family) ?? 0) >= quota;
    return reached ? { "quota-reached": { quota } } : null;
  }

  // Section 7.

  isLate(thing, at) {
    return thing !== undefined && thing.start - this.local(at) < this.rules.noticeHours * 60;
  }

  settled({ slip, thing, promised, told, kind, verdict }) {
    const back = this.givenBack.get(slip.id);
    if (back !== undefined) {
      return { standing: "withdrawn", reason: { "given-back": { late: this.isLate(thing, back) } } };
    }
    const off = { standing: "cancelled", reason: "called-off" };
    if (!thing) return promised || told.toWait ? off : not("no-such-session");
    if (thing.off) return off;
    if ((kind === "sign-up") === thing.isShift) return not("wrong-kind");
    if (verdict?.kind === "remove") return not({ decided: { why: verdict.why } });
    if (verdict?.kind === "offer-declined") return not("declined");
    if (verdict?.kind === "same-person") return not("same-again");
    return thing.places === null ? { standing: "confirmed", reason: "no-slip-needed" } : null;
  }

  fallsFree(session, rank, at) {
    const thing = this.things.get(session);
    if (!thing) return;
    if (this.isLate(thing, at)) this.freeLate.add(session);
    if (this.local(at) >= thing.start) this.takenIn(session).push(rank);
  }

  takenIn(session) {
    if (!this.taken.has(session)) this.taken.set(session, []);
    return this.taken.get(session);
  }

  // Section 8.

  marks({ who, family }) {
    const marks = [who.guardian?.phone, who.phone].filter((phone) => phone !== undefined).map((phone) => `phone ${phone}`);
    if (who.age !== undefined && who.age < 14) marks.push(`child ${who.age}`);
    return [...marks, `family ${family}`];
  }

  holdAlike() {
    const looked = this.candidates.filter((one) => {
      if (this.answers.has(one.slip.id) || one.verdict || this.another.has(one.slip.id)) return false;
      return this.settled(one) === null && (one.promisedItself || this.ownRefusal(one) === null);
    });
    const isFirm = (one) => one.promisedItself || one.kind === "stand-in" || one.lot.listed;
    const seen = new Map();
    const places = new Map(this.candidates.map((candidate, place) => [candidate, place]));
    const keys = (one) => this.marks(one).map((mark) => JSON.stringify([one.session, plain(one.who.name), mark]));
    const earliest = (ones) => ones.sort((a, b) => places.get(a) - places.get(b))[0];
    const leave = (one) => keys(one).forEach((key) => seen.has(key) || seen.set(key, one));
    for (const one of looked.filter(isFirm)) {
      const first = earliest(keys(one).map((key) => seen.get(key)).filter(Boolean));
      if (first) this.pairs.push([one.session, first.slip.id, one.slip.id]);
      leave(one);
    }
    const heldHere = new Set();
    for (const one of looked.filter((other) => !isFirm(other))) {
      const here = `${one.person} ${one.session}`;
      if (heldHere.has(here)) {
        one.again = true;
        continue;
      }
      const alike = keys(one).map((key) => seen.get(key)).filter((other) => other && other.person !== one.person);
      if (alike.length > 0) {
        this.pairs.push([one.session, earliest(alike).slip.id, one.slip.id]);
        heldHere.add(here);
        one.isHeld = true;
      }
      leave(one);
    }
  }

  // Section 9.

  give() {
    const groups = { bound: [], heirs: [], open: [], awaiting: [], rest: [] };
    for (const one of this.candidates) {
      const { slip, session, rank, verdict, promised, lapsed, lot } = one;
      if (this.answers.has(slip.id)) continue;
      const answer = this.settled(one);
      if (answer) {
        const at = this.givenBack.get(slip.id) ?? verdict?.at;
        if ((promised || lapsed) && at !== undefined) this.fallsFree(session, rank, at);
        this.answers.set(slip.id, answer);
      } else if (verdict || one.promisedItself) {
        if (verdict?.kind === "move" && one.promisedItself) this.fallsFree(one.named, rank, verdict.at);
        groups.bound.push(one);
      } else if (one.isHeld) this.answers.set(slip.id, { standing: "pending", reason: "maybe-the-same" });
      else if (one.again) this.answers.set(slip.id, not("same-again"));
      else if (promised || (lapsed && this.version >= 2)) groups.heirs.push(one);
      else if (lot.kind === "awaited" || (lot.kind === "missed" && !lot.decided)) groups.awaiting.push(one);
      else groups.open.push(one);
    }
    groups.bound.forEach((one) => this.take(one));
    for (const one of groups.heirs) {
      if (this.refusal(one) !== null) {
        this.fallsFree(one.session, one.rank, one.at);
        groups.rest.push(one);
      } else if (one.promised) this.take(one);
      else groups.open.push(one);
    }
    for (const one of groups.open.sort((a, b) => a.rank - b.rank)) {
      const refused = this.refusal(one) !== null;
      if (refused && one.lapsed) this.fallsFree(one.session, one.rank, one.at);
      if (refused || this.takenIn(one.session).length >= one.thing.places) groups.rest.push(one);
      else this.take(one);
    }
    for (const one of groups.awaiting) {
      const refused = this.ownRefusal(one) ?? this.sameAgain(one);
      if (refused !== null) {
        this.answers.set(one.slip.id, not(refused));
        continue;
      }
      this.active.add(`${one.person} ${one.session}`);
      const missed = { "missed-the-draw": { of: one.lot.of, places: one.thing.places } };
      const awaited = { "draw-awaited": { closes: one.thing.closesText } };
      this.answers.set(one.slip.id, { standing: "pending", reason: one.lot.kind === "missed" ? missed : awaited });
    }
    for (const one of groups.rest.sort((a, b) => a.rank - b.rank)) {
      const refused = this.refusal(one);
      this.answers.set(one.slip.id, refused === null ? this.wait(one) : not(refused));
    }
  }

  occupy(person, session, start, minutes) {
    this.busy.set(person, [...(this.busy.get(person) ?? []), { session, start, minutes }]);
  }

  take(one) {
    const { slip, session, thing, person, family } = one;
    this.answers.set(slip.id, this.placed(one));
    this.takenIn(session).push(one.rank);
    this.active.add(`${person} ${session}`);
    this.occupy(person, session, thing.start, thing.minutes);
    if (!thing.isShift) this.held.set(family, (this.held.get(family) ?? 0) + 1);
  }

  placed({ slip, verdict, told, session, thing, order, lot }) {
    if (this.swapped.has(slip.id) && verdict?.kind !== "move") {
      return { standing: "confirmed", reason: { swapped: { to: session } } };
    }
    if (verdict?.kind === "place") return { standing: "confirmed", reason: { decided: { why: verdict.why } } };
    if (verdict?.kind === "move") return { standing: "confirmed", reason: { moved: { to: session, why: verdict.why } } };
    const { places } = thing;
    const late = (n) => told.toWait || n > places;
    let reason = "promised";
    if (this.takenIn(session).length < places) {
      if (lot.kind === "came") reason = { [late(order) ? "promoted" : "placed"]: { order, places } };
      if (lot.kind === "drawn") {
        reason = { [late(lot.nth) ? "drawn-next" : "drawn"]: { nth: lot.nth, of: lot.of, places } };
      }
      if (lot.kind === "missed") reason = { "missed-the-draw": { of: lot.of, places } };
    }
    const ask = told.offered || (told.toWait && this.freeLate.has(session));
    const offered = ask && !told.confirmed && verdict?.kind !== "offer-accepted";
    return { standing: offered ? "offered" : "confirmed", reason };
  }

  wait({ person, session, thing, order, lot, rank }) {
    this.active.add(`${person} ${session}`);
    const { places } = thing;
    const before = this.takenIn(session).filter((other) => other < rank).length;
    let reason = { [before >= places ? "full" : "promised-to-others"]: { order, places } };
    if (lot.kind === "missed") reason = { "missed-the-draw": { of: lot.of, places } };
    if (lot.kind === "drawn") {
      const { nth, of } = lot;
      reason = nth > places ? { "not-drawn": { nth, of, places } } : { "promised-to-others": { order: nth, places } };
    }
    return { standing: { waitlisted: 0 }, reason };
  }

  number() {
    const waiting = new Map();
    const somebody = new Set();
    const byTurn = ["placed", "promoted", "drawn", "drawn-next", "missed-the-draw"];
    for (const { slip, session, thing, lot } of this.candidates) {
      const answer = this.answers.get(slip.id);
      if (!answer || !thing) continue;
      const kept = ["swapped", "moved", "decided"].some((reason) => answer.reason[reason] !== undefined);
      const holds = answer.standing === "confirmed" || answer.standing === "offered";
      if (holds && !kept && this.noted.has(slip.id)) answer.reason = this.noted.get(slip.id).reason;
      if (answer.standing.waitlisted !== undefined) {
        somebody.add(session);
        if (lot.kind !== "came" && this.local(this.now) >= thing.start) answer.standing = "not-placed";
        else {
          waiting.set(session, (waiting.get(session) ?? 0) + 1);
          answer.standing.waitlisted = waiting.get(session);
        }
      } else if (answer.standing === "confirmed" && somebody.has(session)) {
        if (byTurn.includes(Object.keys(answer.reason)[0])) answer.reason = "promised";
      }
    }
  }

  place() {
    this.readSecrets();
    this.listCandidates();
    if (this.version >= 2) this.holdAlike();
    this.giveTurns();
    this.give();
    this.number();
    return this.answers;
  }
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (line === "") continue;
  const answers = new Month(JSON.parse(line)).place();
  process.stdout.write(`${JSON.stringify(Object.fromEntries([...answers].sort((a, b) => compare(a[0], b[0]))))}\n`);
}
