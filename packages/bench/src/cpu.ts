/** Seconds of this thread on a core: on a machine that others use too, the clock on the wall tells of them. */
export const cpuSeconds = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1e6
}

/** The value that this share of the others is not above; NaN of none. */
export const quantile = (values: Float64Array, share: number): number =>
  values.toSorted()[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN
