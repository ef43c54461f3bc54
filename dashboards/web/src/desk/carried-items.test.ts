import { expect, it } from 'vitest';
import { carriedItems } from './carried-items';

it('takes carried items apart at commas of either language', () => {
  expect(carriedItems('ノートPC、 工具箱, USB memory\n ,テスター')).toEqual([
    'ノートPC',
    '工具箱',
    'USB memory',
    'テスター',
  ]);
  expect(carriedItems('  ')).toEqual([]);
});
