-- +goose Up
CREATE INDEX cj_commission_posted ON cj_commission (posted_at);  -- how many rows a window of postings has
