-- What wrk sends and how it reports. REQUESTS is the path of a file that
-- returns method, body and paths; {n} in them is a number that never comes
-- again. The script's argument is the round.
local method, body, paths = dofile(REQUESTS)
local ready, asked, round = {}, 0, "0"

function init(args)
	round = args[1] or "0"
	if body .. paths[1] == (body .. paths[1]):gsub("{n}", "") then
		for i, path in ipairs(paths) do ready[i] = wrk.format(method, path) end
	end
end

function request()
	asked = asked + 1
	local i = (asked - 1) % #paths + 1
	if ready[i] then return ready[i] end
	local n = round .. "-" .. asked
	local text = nil
	if body ~= "" then text = body:gsub("{n}", n) end
	return wrk.format(method, (paths[i]:gsub("{n}", n)), nil, text)
end

function done(summary, latency)
	local e = summary.errors
	io.write(string.format('{"requests":%d,"seconds":%.6f,"p50":%.4f,"p99":%.4f,"refused":%d,"broken":%d}\n',
		summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
		e.status, e.connect + e.read + e.write + e.timeout))
end
