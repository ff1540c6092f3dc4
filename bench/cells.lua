-- cells.lua: wrk asks for another cell each time. CELLS: file of codes; TAIL: what follows the code; COOKIE: the session.
local codes, at, threads = {}, 0, 0
for line in io.lines(os.getenv("CELLS")) do codes[#codes + 1] = line end
local headers = { ["Cookie"] = os.getenv("COOKIE") }
local tail = os.getenv("TAIL") or ""

function request()
  at = at % #codes + 1
  return wrk.format("GET", "/to-chuc/" .. codes[at] .. tail, headers)
end

-- One line: answers a second, milliseconds of the middle and of the 99th of 100, answers that were not 200 or 304.
function done(summary, latency)
  io.write(string.format("%.1f %.2f %.2f %d\n", summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, summary.errors.status + summary.errors.connect + summary.errors.timeout))
end
