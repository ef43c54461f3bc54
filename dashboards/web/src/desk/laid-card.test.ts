import { describe, expect, it } from 'vitest';
import { EMPTY } from '../board/board';
import { LastCard, type LaidCard } from './laid-card';

const laid = (reader: string, card: number): LaidCard => ({ reader, card, at: '' });
const board = (sequence: number, ...desks: LaidCard[]) => ({ ...EMPTY, sequence, desks });

describe('the last card on the reader of a desk', () => {
  it('is the one that was laid down since the page began to look', () => {
    const last = new LastCard(undefined);
    last.choose('gate-1');
    last.look(board(10, laid('gate-1', 7)));
    expect(last.value).toBeUndefined();
    last.look(board(11, laid('gate-1', 11)));
    expect(last.value?.card).toBe(11);
  });

  it('is not one of another desk', () => {
    const last = new LastCard(undefined);
    last.choose('gate-1');
    last.look(board(10));
    last.look(board(11, laid('gate-2', 11)));
    expect(last.value).toBeUndefined();
  });

  it('is forgotten when another desk is chosen', () => {
    const last = new LastCard(undefined);
    last.choose('gate-1');
    last.look(board(10));
    last.look(board(12, laid('gate-1', 12), laid('gate-2', 11)));
    last.choose('gate-2');
    expect(last.value).toBeUndefined();
    last.look(board(13, laid('gate-1', 12), laid('gate-2', 11)));
    expect(last.value).toBeUndefined();
  });

  it('comes once, however often the board changes', () => {
    const last = new LastCard(undefined);
    const came: unknown[] = [];
    last.choose('gate-1');
    last.look(board(10));
    last.follow((card) => came.push(card?.card));
    last.look(board(11, laid('gate-1', 11)));
    last.look(board(12, laid('gate-1', 11)));
    last.look(board(13, laid('gate-1', 13)));
    expect(came).toEqual([11, 13]);
  });

  it('waits for a board that has been read', () => {
    const last = new LastCard(undefined);
    last.choose('gate-1');
    last.look(EMPTY);
    last.look(board(10, laid('gate-1', 9)));
    expect(last.value).toBeUndefined();
  });
});
