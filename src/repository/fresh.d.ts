/** True when the bundle was written after every file of `src` below `root`, and after the lock of the packages. */
export declare const isFresh: (root: string, bundle: string) => boolean;
