// Loaded before a server that is measured: answers what its process has used of the cores.
process.on('message', () => process.send?.(process.cpuUsage()))
// Whoever asks must not keep a server alive that wants to end.
process.channel?.unref()
