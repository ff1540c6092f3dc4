-- one.lua: wrk asks for one page. TARGET: path and query; COOKIE: the session; KNOWN: the validator held, or nothing.
local headers = { ["Cookie"] = os.getenv("COOKIE") }
if os.getenv("KNOWN") then headers["If-None-Match"] = os.getenv("KNOWN") end
local target = os.getenv("TARGET")

function request()
  return wrk.format("GET", target, headers)
end

-- As in cells.lua.
function done(summary, latency)
  io.write(string.format("%.1f %.2f %.2f %d\n", summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, summary.errors.status + summary.errors.connect + summary.errors.timeout))
end
