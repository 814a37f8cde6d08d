/** A product of which each shop should hold three: tests elsewhere need not know which column says so. */
export const WANTS_THREE = { reorderPoint: 3 } as const;
