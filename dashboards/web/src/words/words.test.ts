import { afterEach, describe, expect, it } from 'vitest';
import en from './en.json';
import ja from './ja.json';
import { language, say, told } from './words';

const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe('the catalogues', () => {
  afterEach(() => language.set('ja'));

  it('have the same keys', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(ja).sort());
  });

  it('leave no text empty', () => {
    for (const text of [...Object.values(ja), ...Object.values(en)]) {
      expect(text.trim()).not.toBe('');
    }
  });

  it('use the same placeholders in both languages', () => {
    for (const key of Object.keys(ja) as (keyof typeof ja)[]) {
      expect([key, ...placeholders(en[key])]).toEqual([key, ...placeholders(ja[key])]);
    }
  });

  it('speak Japanese first and English by choice', () => {
    expect(say('nav.board')).toBe('現況');
    language.set('en');
    expect(say('nav.board')).toBe('Board');
    expect(told({ ja: '扉', en: 'door' })).toBe('door');
  });

  it('fill in what is given and show what is missing', () => {
    expect(say('zone.count', { n: 3 })).toBe('在室 3 名');
    expect(say('zone.count')).toBe('在室 {n} 名');
  });
});
