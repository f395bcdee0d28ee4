package cj

import (
	"context"
	"iter"
	"slices"
	"time"

	"linkledger/internal/affiliate"
)

// Window is the longest span of dates that one call may ask for. Source: a
// copy of CJ's documentation; the older REST API had the same cap.
const Window = 31 * 24 * time.Hour

const idsPerCall = 200

// PostedPages yields what CJ recorded within a span, by posting date, page
// after page; within a window in CJ's order. Each page says where to go on, so
// that a stopped pull loses nothing and reads nothing twice; a row that can't be
// read is named beside the others. An error ends it:
// ErrCredential, ErrTryLater, ErrUnexpected, or the context's. A row may come
// twice when CJ repeats a page: the commission id tells.
func (c *Client) PostedPages(ctx context.Context, span affiliate.CommissionSpan) iter.Seq2[affiliate.CommissionPage, error] {
	return c.pages(ctx, c.side.posted(), span)
}

// LockingPages is PostedPages by locking date, which may lie ahead: it reads
// open rows again around the days on which they lock.
func (c *Client) LockingPages(ctx context.Context, span affiliate.CommissionSpan) iter.Seq2[affiliate.CommissionPage, error] {
	return c.pages(ctx, c.side.locking(), span)
}

// Posted yields the rows of PostedPages that can be read, one by one.
func (c *Client) Posted(ctx context.Context, since, before time.Time) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for page, err := range c.PostedPages(ctx, affiliate.CommissionSpan{Since: since, Before: before}) {
			if err != nil {
				yield(Row{}, err)
				return
			}
			for _, row := range page.Rows {
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

func (c *Client) pages(ctx context.Context, query string, span affiliate.CommissionSpan) iter.Seq2[affiliate.CommissionPage, error] {
	return func(yield func(affiliate.CommissionPage, error) bool) {
		r := reader{client: c}
		got := affiliate.CommissionPage{Rest: span, Windows: windows(span)}
		for !got.Rest.Done() {
			rest := &got.Rest
			end := windowEnd(*rest)
			vars := map[string]any{"since": rest.Since.UTC().Format(time.RFC3339Nano), "before": end.UTC().Format(time.RFC3339Nano)}
			for page, err := range r.all(ctx, query, vars, rest.After) {
				if err != nil {
					yield(affiliate.CommissionPage{}, err)
					return
				}
				got.Rows, got.Unread, rest.After = page.rows, page.unread, page.next
				got.Read += len(page.rows) + len(page.unread)
				if page.next == "" {
					rest.Since = end
					got.Done++
				}
				if !yield(got, nil) {
					return
				}
			}
		}
	}
}

// windowEnd follows from the span alone: a pull that goes on has to ask with
// the dates of before.
func windowEnd(s affiliate.CommissionSpan) time.Time {
	if end := s.Since.Add(Window); end.Before(s.Before) {
		return end
	}
	return s.Before
}

func windows(s affiliate.CommissionSpan) (n int) {
	for ; !s.Done(); n++ {
		s.Since = windowEnd(s)
	}
	return n
}

// ByID reads rows again, in CJ's order. Ids that CJ doesn't return are absent
// from the answer, not an error. Errors are those of PostedPages.
func (c *Client) ByID(ctx context.Context, ids []string) (all affiliate.CommissionPage, err error) {
	r := reader{client: c}
	for chunk := range slices.Chunk(ids, idsPerCall) {
		for page, err := range r.all(ctx, c.side.byID(), map[string]any{"ids": chunk}, "") {
			if err != nil {
				return affiliate.CommissionPage{}, err
			}
			all.Rows, all.Unread = append(all.Rows, page.rows...), append(all.Unread, page.unread...)
		}
	}
	return all, nil
}

// reader asks for page after page, and notices when CJ gives one again.
type reader struct {
	client *Client
	last   page
}

// all follows the pages of one query behind a cursor, with the same filters
// throughout.
func (r *reader) all(ctx context.Context, query string, vars map[string]any, cursor string) iter.Seq2[page, error] {
	return func(yield func(page, error) bool) {
		vars["accounts"] = []string{r.client.cid}
		seen := map[string]bool{}
		for {
			if cursor != "" {
				seen[cursor] = true
				vars["cursor"] = cursor
			}
			p, err := r.one(ctx, request{Query: query, Variables: vars}, seen)
			if err != nil {
				yield(page{}, err)
				return
			}
			if !yield(p, nil) || p.next == "" {
				return
			}
			cursor = p.next
		}
	}
}

// one asks for a page, again when the answer is one that was given before.
func (r *reader) one(ctx context.Context, q request, seen map[string]bool) (page, error) {
	for try := 1; ; try++ {
		p, err := r.client.commissions(ctx, q)
		if err != nil {
			return page{}, err
		}
		circle := seen[p.next]
		switch odd := circle || r.again(p); {
		case !odd, !circle && len(seen) == 0 && try == maxTries: // as the first of a window it may be right
			r.last = p
			return p, nil
		case try == maxTries:
			return page{}, unexpected("the pages go round in a circle at commission %s", shorten(p.next))
		}
		if err := r.client.wait(ctx, backoff(try, "")); err != nil {
			return page{}, err
		}
	}
}

// again reports whether rows are exactly those of the page before, whose
// filters or cursor were others.
func (r *reader) again(p page) bool {
	return len(p.rows)+len(p.unread) > 0 && slices.Equal(p.unread, r.last.unread) &&
		slices.EqualFunc(p.rows, r.last.rows, func(a, b Row) bool { return a.CommissionID == b.CommissionID })
}
