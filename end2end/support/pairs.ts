// Pairwise choice: as few combinations as a greedy pick finds, such that any two values of two factors meet in one of them.

type Factors = readonly (readonly unknown[])[];
type Combination<T extends Factors> = { -readonly [K in keyof T]: T[K][number] };

/** Every combination of one value per factor. */
export function everything<T extends Factors>(factors: T): Combination<T>[] {
  return places(factors).map((row) => valuesAt(factors, row));
}

/** Combinations in which every pair of values of two factors occurs. The same factors always give the same ones. */
export function pairwise<T extends Factors>(factors: T): Combination<T>[] {
  const pairsOf = (row: number[]) => row.flatMap((i, a) => row.slice(a + 1).map((j, rest) => `${a}.${i}-${a + 1 + rest}.${j}`));
  const all = places(factors).map((row) => ({ row, pairs: pairsOf(row) }));
  const open = new Set(all.flatMap(({ pairs }) => pairs));
  const chosen: Combination<T>[] = [];
  while (open.size > 0) {
    const news = ({ pairs }: (typeof all)[number]) => pairs.filter((pair) => open.has(pair)).length;
    const best = all.map((one) => ({ ...one, news: news(one) })).reduce((best, one) => (one.news > best.news ? one : best));
    best.pairs.forEach((pair) => open.delete(pair));
    chosen.push(valuesAt(factors, best.row));
  }
  return chosen;
}

function places(factors: Factors): number[][] {
  return factors.reduce<number[][]>((rows, factor) => rows.flatMap((row) => factor.map((_, at) => [...row, at])), [[]]);
}

function valuesAt<T extends Factors>(factors: T, row: number[]): Combination<T> {
  return row.map((i, a) => factors[a][i]) as Combination<T>;
}
