import { languageSchema, type Page } from '../contract/rest';
import { FRAGMENTS, ITEMS, type SoundPath, type SoundQuery, type SoundView } from '../contract/sounds';
import { UnexpectedError, UserError } from '../errors';
import type { ManifestEntry } from './manifest';
import { asTelephoneRecording } from './recording';
import type { SoundFiles, SoundNote } from './sound-files';
import type { RecordingStage, SoundRecord, SoundRecords, StagedRecording } from './sound-records';
import type { SpeechEngine } from './speech';

interface SoundLibraryDeps {
  readonly files: SoundFiles;
  /** Prompts and fragments, as they are now. */
  readonly manifest: () => readonly ManifestEntry[];
  readonly speech: SpeechEngine;
  readonly records: SoundRecords;
  /** Unix ms */
  readonly now: () => number;
}

/** Who changes something, and why. */
export interface SoundChange {
  readonly by: string;
  readonly reason: string;
}

const MOST_TEXT = 2000;
/** Nobody takes as long between staging a recording and keeping it. */
const LONGEST_STAGING_MS = 3_600_000;

/** What callers hear: looked up, listened to, replaced by a recording, restored. */
export class SoundLibrary implements RecordingStage {
  readonly #deps: SoundLibraryDeps;

  constructor(deps: SoundLibraryDeps) {
    this.#deps = deps;
  }

  async list(query: SoundQuery): Promise<Page<SoundView>> {
    const { page, pageSize, sort, search, origin } = query;
    const known = [...this.#deps.manifest(), ...(await this.#items())].filter(
      (entry) =>
        (query.pack === undefined || entry.group === query.pack) &&
        (query.language === undefined || entry.language === query.language),
    );
    const views = await Promise.all(known.map((entry) => this.#view(entry)));
    const wanted = views.filter(
      (view) =>
        (origin === undefined || view.origin === origin) && (search === undefined || fits(view, search)),
    );
    wanted.sort(orders[sort]);
    const items = wanted.slice((page - 1) * pageSize, page * pageSize);
    return {
      items: await Promise.all(items.map((view) => this.#withDuration(view))),
      total: wanted.length,
      page,
      pageSize,
    };
  }

  async isHeard(sound: SoundPath): Promise<boolean> {
    return (await this.#deps.files.heard(sound)) !== null;
  }

  async get(sound: SoundPath): Promise<SoundView> {
    return this.#withDuration(await this.#view(await this.#known(sound)));
  }

  /** Path of the WAV a caller would hear now. @throws UserError('not-found') */
  async open(sound: SoundPath): Promise<string> {
    const heard = await this.#deps.files.heard(sound);
    if (heard === null) throw noSuchSound();
    return heard.path;
  }

  /**
   * Heard from the next play on.
   * @param file a WAV of any rate and number of channels, 0.1 to 120 s
   * @throws UserError as stage, 'needs-approval'
   */
  async replace(sound: SoundPath, file: Buffer, change: SoundChange): Promise<SoundView> {
    const wanted = await this.stage(sound, file, change);
    await this.#change({ sound, wanted, action: 'replaced', ...change });
    return this.get(sound);
  }

  /** The first half of a replacement: the recording as callers would hear it, on disk, where nobody hears it. */
  async stage(sound: SoundPath, file: Buffer, change: SoundChange): Promise<StagedRecording> {
    const { text } = sound.group === ITEMS ? { text: null } : await this.#known(sound);
    const wav = await asTelephoneRecording(file);
    const before = sound.group === ITEMS ? await this.#deps.files.note(sound) : null;
    return this.#stage(wav, { origin: 'recorded', text: before?.text ?? text }, change);
  }

  /** The second half, once it is kept. */
  place(sound: SoundPath): Promise<void> {
    const { files, records } = this.#deps;
    return records.place(sound, async (wanted) => {
      try {
        await (wanted === null ? files.remove(sound) : files.place(sound, wanted));
      } catch (cause) {
        // It is kept all the same: whoever repairs next tries again.
        throw new UnexpectedError('broken-invariant', 'a recording could not be put in place', {
          cause,
          details: { sound: `${sound.language}/${sound.group}/${sound.name}` },
        });
      }
    });
  }

  /** Puts in place what was kept by processes that died before they could, and clears away what never was kept. */
  async repair(): Promise<void> {
    const { files, records, now } = this.#deps;
    const waiting = await records.unplaced();
    const faults: unknown[] = [];
    for (const { sound } of waiting) await this.place(sound).catch((error: unknown) => faults.push(error));
    const kept = new Set(waiting.flatMap(({ stagedAs }) => stagedAs ?? []));
    await files.removeStaged(now() - LONGEST_STAGING_MS, kept);
    if (faults.length > 0) throw faults[0];
  }

  /** The made one is heard again; an item, which has none, is gone. @throws UserError('not-found') */
  async restore(sound: SoundPath, change: SoundChange): Promise<void> {
    const heard = await this.#deps.files.heard(sound);
    if (heard?.isOwn !== true)
      throw new UserError('not-found', 'No recording of your own takes the place of this sound.');
    await this.#change({ sound, wanted: null, action: 'restored', ...change });
  }

  /**
   * Speech for a text that was saved: `items/<name>`.
   * @param name [a-z0-9-], 1 to 64
   * @throws UserError when the text is empty or too long or there is no engine, OperationalError when it is away
   */
  async renderText(
    name: string,
    text: string,
    language: SoundPath['language'],
    change: SoundChange,
  ): Promise<SoundView> {
    const sound: SoundPath = { language, group: ITEMS, name };
    await this.#render(sound, text, change);
    return this.get(sound);
  }

  /**
   * Has spoken what nobody could hear yet: prompts of a pack that is about to be served. Of one that cannot be spoken
   * those before it are kept.
   * @returns how many were spoken @throws as renderText
   */
  async speakMissing(entries: readonly ManifestEntry[], change: SoundChange): Promise<number> {
    let spoken = 0;
    for (const { text, ...sound } of entries) {
      if ((await this.#deps.files.heard(sound)) !== null) continue;
      await this.#render(sound, text, change);
      spoken += 1;
    }
    return spoken;
  }

  async #render(sound: SoundPath, text: string, change: SoundChange): Promise<void> {
    const plain = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
    if (plain === '' || plain.length > MOST_TEXT)
      throw new UserError('validation-failed', `A text to be spoken has 1 to ${MOST_TEXT} characters.`);
    const wav = await asTelephoneRecording(await this.#deps.speech.render(plain, sound.language));
    const wanted = await this.#stage(wav, { origin: 'rendered', text: plain }, change);
    await this.#change({ sound, wanted, action: 'rendered', ...change });
  }

  async #items(): Promise<ManifestEntry[]> {
    const lists = languageSchema.options.map(async (language) =>
      (await this.#deps.files.ownNames({ language, group: ITEMS })).map((name) => ({
        language,
        group: ITEMS,
        name,
        text: '',
      })),
    );
    return (await Promise.all(lists)).flat();
  }

  async #known(sound: SoundPath): Promise<ManifestEntry> {
    const { language, group, name } = sound;
    const found = this.#deps
      .manifest()
      .find((entry) => entry.language === language && entry.group === group && entry.name === name);
    if (found) return found;
    if (group === ITEMS && (await this.#deps.files.heard(sound)) !== null) return { ...sound, text: '' };
    throw noSuchSound();
  }

  /** All but its length, which needs the file opened. */
  async #view({ language, group, name, text }: ManifestEntry): Promise<SoundView> {
    const { files } = this.#deps;
    const sound: SoundPath = { language, group, name };
    const heard = await files.heard(sound);
    const note = heard?.isOwn === true ? await files.note(sound) : null;
    const madeOrMissing = heard === null ? 'missing' : 'made';
    return {
      ...sound,
      text: (group === ITEMS ? note?.text : text) ?? null,
      // A file put into the directory by hand has no note, and is a recording all the same.
      origin: heard?.isOwn === true ? (note?.origin ?? 'recorded') : madeOrMissing,
      durationMs: null,
      changedAt: note?.changedAt ?? null,
      changedBy: note?.changedBy ?? null,
      reason: note?.reason ?? null,
      canRestore: heard?.isOwn === true && group !== ITEMS && (await files.hasMade(sound)),
    };
  }

  async #withDuration(view: SoundView): Promise<SoundView> {
    const heard = await this.#deps.files.heard(view);
    return { ...view, durationMs: heard === null ? null : await this.#deps.files.durationMs(heard.path) };
  }

  async #stage(
    wav: Buffer,
    what: Pick<SoundNote, 'origin' | 'text'>,
    { by, reason }: SoundChange,
  ): Promise<StagedRecording> {
    const changedAt = new Date(this.#deps.now()).toISOString();
    return { ...(await this.#deps.files.stage(wav)), note: { ...what, changedAt, changedBy: by, reason } };
  }

  async #change({ sound: { language, group, name }, ...record }: SoundRecord): Promise<void> {
    const sound: SoundPath = { language, group, name };
    await this.#deps.records.keep({ ...record, sound });
    await this.place(sound);
  }
}

function fits({ name, text }: SoundView, search: string): boolean {
  const wanted = search.toLowerCase();
  return name.includes(wanted) || (text ?? '').toLowerCase().includes(wanted);
}

type Order = (a: SoundView, b: SoundView) => number;

/** Packs, then items, then the many fragments. */
const byName: Order = (a, b) =>
  rank(a) - rank(b) ||
  a.group.localeCompare(b.group) ||
  a.name.localeCompare(b.name, 'en', { numeric: true }) ||
  a.language.localeCompare(b.language);
const rank = ({ group }: SoundView): number => [ITEMS, FRAGMENTS].indexOf(group);
const byChange: Order = (a, b) => (a.changedAt ?? '').localeCompare(b.changedAt ?? '') || byName(a, b);
const reversed =
  (order: Order): Order =>
  (a, b) =>
    order(b, a);

const orders: Readonly<Record<SoundQuery['sort'], Order>> = {
  name: byName,
  '-name': reversed(byName),
  changedAt: byChange,
  '-changedAt': reversed(byChange),
};

const noSuchSound = (): UserError => new UserError('not-found', 'There is no such sound.');
