/** What this process holds in memory, as its platform tells it. */

import fs from "node:fs";

// Taken before an extractor is imported, which may replace or delete them.
const { readFileSync, writeFileSync } = fs;
const { memoryUsage, resourceUsage } = globalThis.process;

/** Make the kernel's high-water mark start anew where it can (Linux), so that it is per call. */
export function resetPeakMemory() {
  try {
    writeFileSync("/proc/self/clear_refs", "5");
  } catch {} // the mark is then the highest since the start
}

/** Resident bytes, the peak and now. */
export function readMemory() {
  try {
    const status = readFileSync("/proc/self/status", "latin1");
    const [peak, held] = [...status.matchAll(/Vm(?:HWM|RSS):\s*(\d+)/g)]; // in this order
    return { peak_memory: peak[1] * 1024, held_memory: held[1] * 1024 };
  } catch {
    return { peak_memory: resourceUsage().maxRSS * 1024, held_memory: memoryUsage.rss() };
  }
}
