/** Owns gentle limits per chat, in memory: a bucket that holds so many and refills evenly. Not a defence against floods; that is the proxy's. */

/** Seconds to wait, or 0 when this one may pass. */
export type Rate = (who: string) => number;

export const rateOf = (perMinute: number, now: () => number): Rate => {
  const buckets = new Map<string, { left: number; at: number }>();
  const refill = (bucket: { left: number; at: number }, at: number): number => Math.min(perMinute, bucket.left + ((at - bucket.at) / 60_000) * perMinute);
  let swept = now();
  return (who) => {
    const at = now();
    if (at - swept > 60_000) {
      for (const [key, bucket] of buckets) if (refill(bucket, at) >= perMinute) buckets.delete(key);
      swept = at;
    }
    const bucket = buckets.get(who) ?? { left: perMinute, at };
    const left = refill(bucket, at);
    buckets.set(who, { left: left >= 1 ? left - 1 : left, at });
    return left >= 1 ? 0 : Math.ceil(((1 - left) * 60) / perMinute);
  };
};
