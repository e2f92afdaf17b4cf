import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../src/domain/app-error.ts';
import { createAbbreviationsFile } from '../../../src/search/abbreviations-file.ts';

let folder = '';
let path = '';
let written = 0;

/** Saves the list as a later edit would be: two saves within a millisecond are none that people make. */
const save = (text: string): void => {
  writeFileSync(path, text);
  written += 10;
  utimesSync(path, written, written);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'timbao-abbreviations-'));
  path = join(folder, 'viet-tat.txt');
  written = 1_700_000_000;
  vi.useFakeTimers({ toFake: ['performance'] });
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

describe('createAbbreviationsFile', () => {
  it('reads a changed list within two seconds', () => {
    save('QH = Quốc hội');
    const file = createAbbreviationsFile(path);
    expect(file.current().groups).toHaveLength(1);
    save('QH = Quốc hội\nEU = Liên minh châu Âu');
    vi.advanceTimersByTime(2_000);
    expect(file.current().groups).toHaveLength(2);
  });

  it('keeps the list it has while a changed one cannot be read, and says so once a change', () => {
    save('QH = Quốc hội');
    const faults: unknown[] = [];
    const file = createAbbreviationsFile(path, { onFault: (error) => faults.push(error) });
    file.current();
    save('QH');
    for (let i = 0; i < 3; i++) {
      vi.advanceTimersByTime(2_000);
      expect(file.current().groups).toHaveLength(1);
    }
    expect(faults).toHaveLength(1);
    expect(String(faults[0])).toContain('line 1');
    save('QH = Quốc hội\nEU = Liên minh châu Âu');
    vi.advanceTimersByTime(2_000);
    expect(file.current().groups).toHaveLength(2);
    expect(faults).toHaveLength(1);
  });

  it('keeps the list it has while the file is away, and says so once', () => {
    save('QH = Quốc hội');
    const faults: unknown[] = [];
    const file = createAbbreviationsFile(path, { onFault: (error) => faults.push(error) });
    file.current();
    rmSync(path);
    for (let i = 0; i < 3; i++) {
      vi.advanceTimersByTime(2_000);
      expect(file.current().groups).toHaveLength(1);
    }
    expect(faults).toHaveLength(1);
    expect(faults[0]).toBeInstanceOf(AppError);
    save('EU = Liên minh châu Âu\nQH = Quốc hội');
    vi.advanceTimersByTime(2_000);
    expect(file.current().groups).toHaveLength(2);
  });

  it('names the file that it is told to read now and cannot', () => {
    const file = createAbbreviationsFile(path);
    expect(() => file.reload()).toThrow(/viet-tat\.txt/);
  });
});
