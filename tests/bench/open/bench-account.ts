/** Who signs in at a server that lives for one bench, in a temporary folder, on the loopback address. */
export const BENCH_ACCOUNT = { signIn: 'bench', name: '量测', password: 'Glasses-for-Wuhan-88' };
