-- Requests for wrk:  wrk … -s driver.lua URL -- MODE ARGUMENTS
--   acquire LICENSE MOST   a new session each time, at most MOST (0: as many as the time allows)
--   renew FILE             random sessions of the file that `fill` wrote
--   get ADMINKEY PAUSE     the URL as it is; PAUSE ms before each request (0: none)
-- The line that starts with @ at the end has: requests, microseconds, p50 and p99 in microseconds, failed requests.

local RECORD = 88 -- session id (43), blank, secret (43), line feed

-- Secret and nonce are unique: random letters of this run, then a counter. The servers hash the secret, so ids are spread evenly.
-- The last letter of 32 and of 16 bytes in base64url has bits that must be zero: 'A' is all zeros.
local function unique()
    local alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    local source = assert(io.open("/dev/urandom", "rb"))
    local bytes = source:read(33 + 12 + 4)
    source:close()
    local letters = bytes:sub(1, 45):gsub(".", function(c) local i = c:byte() % 64 + 1 return alphabet:sub(i, i) end)
    local a, b, c, d = bytes:byte(46, 49)
    math.randomseed(((a * 256 + b) * 256 + c) * 256 + d)
    return letters:sub(1, 33), letters:sub(34, 45)
end

local function host()
    return wrk.port and wrk.host .. ":" .. wrk.port or wrk.host
end

local function post(path, secret, body)
    return table.concat({ "POST ", path, " HTTP/1.1\r\nHost: ", host(), "\r\nAuthorization: Bearer ", secret,
        "\r\nContent-Type: application/json\r\nContent-Length: ", #body, "\r\n\r\n", body })
end

local function acquire(license, most)
    local secrets, nonces = unique()
    local count = 0
    local head = "POST " .. wrk.path .. " HTTP/1.1\r\nHost: " .. host() .. "\r\nContent-Type: application/json\r\nContent-Length: "
        .. #'{"license":"","kind":"developer","nonce":""}' + #license + 22 .. "\r\nAuthorization: Bearer " .. secrets
    local middle = 'A\r\n\r\n{"license":"' .. license .. '","kind":"developer","nonce":"' .. nonces
    return function()
        count = count + 1
        if most > 0 and count > most then
            wrk.thread:stop()
        end
        local counter = string.format("%09x", count)
        return head .. counter .. middle .. counter .. 'A"}'
    end
end

local function sessions(file)
    local source = assert(io.open(file, "rb"))
    local all = source:read("*a")
    source:close()
    local _, nonces = unique()
    local count = 0
    return #all / RECORD, function(index)
        count = count + 1
        local at = index * RECORD
        local body = '{"n":1,"nonce":"' .. nonces .. string.format("%09x", count) .. 'A"}'
        return post(wrk.path .. "/" .. all:sub(at + 1, at + 43) .. "/renew", all:sub(at + 45, at + 87), body)
    end
end

local function renew(file)
    local count, request = sessions(file)
    return function()
        return request(math.random(0, count - 1))
    end
end

local function get(key, pause)
    local fixed = "GET " .. wrk.path .. " HTTP/1.1\r\nHost: " .. host() .. "\r\nAuthorization: Bearer " .. key .. "\r\n\r\n"
    if pause > 0 then
        delay = function()
            return pause
        end
    end
    return function()
        return fixed
    end
end

function init(args)
    local mode = args[1]
    if mode == "acquire" then
        request = acquire(args[2], tonumber(args[3]))
    elseif mode == "renew" then
        request = renew(args[2])
    elseif mode == "get" then
        request = get(args[2], tonumber(args[3]))
    else
        error("unknown mode " .. tostring(mode))
    end
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format("@ %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
        errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
