import { describe, expect, it } from 'vitest';
import { matching, named } from './people';

const people = [
  { id: 'p-101', name: '青木 一郎' },
  { id: 'p-102', name: '大青木 サチ' },
  { id: 'p-103', name: 'Maria Ito' },
  { id: 'p-104', name: '佐藤 花' },
  { id: 'p-105', name: '佐藤 花' },
];
const ids = (found: readonly { id: string }[]) => found.map((person) => person.id);

describe('looking for a person', () => {
  it('finds everybody when nothing is typed, up to a limit', () => {
    expect(matching(people, '', 3)).toHaveLength(3);
  });

  it('puts names that begin so first', () => {
    expect(ids(matching([...people].reverse(), '青木', 9))).toEqual(['p-101', 'p-102']);
  });

  it('does not mind spaces, width, case or the kind of kana', () => {
    expect(ids(matching(people, '青木一', 9))).toEqual(['p-101']);
    expect(ids(matching(people, 'ＭＡＲＩＡ', 9))).toEqual(['p-103']);
    expect(ids(matching(people, 'さち', 9))).toEqual(['p-102']);
  });

  it('takes an id as well', () => {
    expect(ids(matching(people, 'p-104', 9))).toEqual(['p-104']);
  });

  it('takes a whole name for the person, unless two share it', () => {
    expect(named(people, '青木一郎')?.id).toBe('p-101');
    expect(named(people, '佐藤 花')).toBeUndefined();
    expect(named(people, 'p-105')?.id).toBe('p-105');
    expect(named(people, '青木')).toBeUndefined();
  });
});
