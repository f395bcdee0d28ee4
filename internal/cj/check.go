package cj

import (
	"context"
	"errors"
	"fmt"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Access is what a token turned out to be good for.
type Access struct {
	Role   affiliate.CJRole // whose rows it reads, which may not be what was configured
	Rows   int              // posted in the last 31 days, at least
	More   bool             // there are more than Rows
	Newest time.Time        // the newest posting date of the last year; zero without rows
	// Warnings are for the person who sets the account up: none says that
	// everything fits.
	Warnings []string
}

// yearOfWindows is how far back Check looks for a first row.
const yearOfWindows = 12

// Check asks CJ what the token can do. Where it is refused for the account, in
// whatever words, it is tried as the other role's; no rows at all are a warning,
// not an error.
func (c *Client) Check(ctx context.Context) (Access, error) {
	found, refused := c.look(ctx)
	if errors.Is(refused, ErrTryLater) || ctx.Err() != nil {
		return Access{}, refused
	}
	if refused == nil && !found.Newest.IsZero() {
		return found, nil
	}
	other := *c
	other.side = c.side.other()
	switch turned, err := other.look(ctx); {
	case err == nil && (!turned.Newest.IsZero() || refused != nil):
		turned.Warnings = append([]string{c.wrongRole()}, turned.Warnings...)
		return turned, nil
	case errors.Is(err, ErrTryLater) && refused != nil, ctx.Err() != nil:
		return Access{}, err
	}
	return found, refused
}

// look reads the newest rows of the last year.
func (c *Client) look(ctx context.Context) (Access, error) {
	access := Access{Role: c.side.role}
	r := reader{client: c}
	before := c.clock.Now().Add(time.Second)
	var unread []affiliate.UnreadCommission
	for window := range yearOfWindows {
		since := before.Add(-Window)
		vars := map[string]any{"since": since.UTC().Format(time.RFC3339Nano), "before": before.UTC().Format(time.RFC3339Nano)}
		for page, err := range r.all(ctx, c.side.posted(), vars, "") {
			if err != nil {
				return Access{}, err
			}
			unread = append(unread, page.unread...)
			if len(page.rows) > 0 {
				access.take(page, window == 0)
				access.Warnings = append(c.warnings(page.rows), unreadWarning(unread)...)
				return access, nil
			}
		}
		before = since
	}
	if len(unread) > 0 {
		access.Warnings = unreadWarning(unread)
		return access, nil
	}
	access.Warnings = []string{fmt.Sprintf("CJ answered, but has no commissions of the last year for CID %s. "+
		"For a new account that is right; otherwise check that it is the right CID, and that the token was made by a user of that account.", c.cid)}
	return access, nil
}

func (a *Access) take(p page, recent bool) {
	if recent {
		a.Rows, a.More = len(p.rows), p.next != ""
	}
	for _, row := range p.rows {
		if row.PostingDate.After(a.Newest) {
			a.Newest = row.PostingDate
		}
	}
}

func (c *Client) wrongRole() string {
	if c.side.role == affiliate.CJAdvertiser {
		return "This is a publisher's token, not an advertiser's: set the account up as a publisher's. It names the click of each sale, so that members can be told apart."
	}
	return "This is an advertiser's token, not a publisher's. It reads amounts and orders, but not which click made a sale, " +
		"so members who share a PID can't be told apart: ask for the publisher account's token, or use one PID for each member, or promo codes."
}

// warnings compares the account's currency, which CJ doesn't name, with what
// the amounts say.
func (c *Client) warnings(rows []Row) []string {
	same, different := 0, 0
	for _, row := range rows {
		ours, err := money.ParseDecimal(row.Commission)
		if err != nil || ours.IsZero() || row.CommissionUSD == "" {
			continue
		}
		if dollars, err := money.ParseDecimal(row.CommissionUSD); err == nil && ours.Equal(dollars) {
			same++
		} else {
			different++
		}
	}
	switch {
	case c.currency != "USD" && same > 2 && different == 0:
		return []string{fmt.Sprintf("The account's currency is set to %s, but CJ's amounts are the same as its US dollar amounts in all of %d rows: it is probably USD.", c.currency, same)}
	case c.currency == "USD" && different > 0:
		return []string{fmt.Sprintf("The account's currency is set to USD, but CJ's amounts differ from its US dollar amounts in %d rows: look up the account's functional currency at CJ, and set that.", different)}
	}
	return nil
}
