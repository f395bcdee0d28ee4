-- +goose Up
CREATE INDEX link_seq ON link (seq);        -- what the log changed since the list of links was read
CREATE INDEX member_seq ON member (seq);    -- and that of members
