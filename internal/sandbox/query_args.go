package sandbox

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"linkledger/internal/sandbox/graphql"
)

const (
	maxWindow     = 31 * 24 * time.Hour // CJ's documentation of the Commission Detail API
	defaultWindow = 24 * time.Hour
)

// commissionQuery is what publisherCommissions was asked for.
type commissionQuery struct {
	forPublishers    []string
	advertiserIDs    []string
	adIDs            []string
	websiteIDs       []string
	commissionIDs    []string
	actionStatuses   []string
	actionTypes      []string
	lockingMethods   []string
	validation       []string
	sinceCommission  string
	posting          window
	event            window
	locking          window
	forPublishersSet bool
}

// window is a span of time: since is in it, before isn't.
type window struct{ since, before time.Time }

func (w window) open() bool { return w.since.IsZero() && w.before.IsZero() }

func (w window) contains(t time.Time) bool {
	return w.open() || (!t.Before(w.since) && t.Before(w.before))
}

// close completes a window that has one end by CJ's default of 24 hours and
// refuses one that is too wide.
func (w *window) close(name string) error {
	switch {
	case w.open():
		return nil
	case w.before.IsZero():
		w.before = w.since.Add(defaultWindow)
	case w.since.IsZero():
		w.since = w.before.Add(-defaultWindow)
	}
	if !w.since.Before(w.before) {
		return fmt.Errorf("since%sDate must be earlier than before%sDate", name, name)
	}
	if w.before.Sub(w.since) > maxWindow {
		return fmt.Errorf("the %s date window must not exceed 31 days", name)
	}
	return nil
}

// readCommissionQuery checks the arguments of publisherCommissions. Source:
// CJ's schema of commissions.api.cj.com.
func readCommissionQuery(arguments []graphql.Argument) (q commissionQuery, err error) {
	for _, a := range arguments {
		if a.Value == nil { // null is the same as not given
			continue
		}
		if err := q.take(a); err != nil {
			return q, err
		}
	}
	if !q.forPublishersSet {
		return q, fmt.Errorf("missing field argument forPublishers: give the publisher's company ids")
	}
	if err := q.posting.close("Posting"); err != nil {
		return q, err
	}
	if err := q.event.close("Event"); err != nil {
		return q, err
	}
	return q, q.locking.close("Locking")
}

func (q *commissionQuery) take(a graphql.Argument) (err error) {
	switch a.Name {
	case "forPublishers":
		q.forPublishersSet = true
		q.forPublishers, err = texts(a, nil)
	case "advertiserIds":
		q.advertiserIDs, err = texts(a, nil)
	case "adIds":
		q.adIDs, err = texts(a, nil)
	case "websiteIds":
		q.websiteIDs, err = texts(a, nil)
	case "commissionIds":
		q.commissionIDs, err = texts(a, nil)
	case "actionStatuses":
		q.actionStatuses, err = texts(a, []string{"new", "extended", "locked", "closed"})
	case "actionTypes":
		q.actionTypes, err = texts(a, []string{"bonus", "click", "imp", "item_lead", "item_sale", "perf_inc", "sim_lead", "sim_sale"})
	case "lockingMethods":
		q.lockingMethods, err = texts(a, []string{"IMMEDIATE", "FIXED_DATE", "OPEN_ENDED", "FIXED_DURATION"})
	case "validationStatuses":
		q.validation, err = texts(a, []string{"PENDING", "ACCEPTED", "DECLINED", "AUTOMATED"})
	case "sinceCommissionId":
		q.sinceCommission, err = commissionID(a)
	case "sincePostingDate":
		q.posting.since, err = date(a)
	case "beforePostingDate":
		q.posting.before, err = date(a)
	case "sinceEventDate":
		q.event.since, err = date(a)
	case "beforeEventDate":
		q.event.before, err = date(a)
	case "sinceLockingDate":
		q.locking.since, err = date(a)
	case "beforeLockingDate":
		q.locking.before, err = date(a)
	default:
		err = fmt.Errorf("unknown field argument %s", a.Name)
	}
	return err
}

// texts reads a list; one value stands for a list of one, as GraphQL has it.
func texts(a graphql.Argument, allowed []string) ([]string, error) {
	list, ok := a.Value.([]any)
	if !ok {
		list = []any{a.Value}
	}
	out := make([]string, 0, len(list))
	for _, v := range list {
		s, err := text(a, v)
		if err != nil {
			return nil, err
		}
		if allowed != nil && !slices.Contains(allowed, s) {
			return nil, fmt.Errorf("argument %s: %q is not one of %v", a.Name, shorten(s), allowed)
		}
		out = append(out, s)
	}
	return out, nil
}

func text(a graphql.Argument, value any) (string, error) {
	switch v := value.(type) {
	case string:
		return v, nil
	case graphql.Enum:
		if a.Name == "lockingMethods" || a.Name == "validationStatuses" {
			return string(v), nil
		}
	}
	return "", fmt.Errorf("validation error of type WrongType: argument %s must be text in quotes", a.Name)
}

func commissionID(a graphql.Argument) (string, error) {
	s, err := text(a, a.Value)
	if err != nil {
		return "", err
	}
	id, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		return "", fmt.Errorf("argument sinceCommissionId: %q is not a commission id", shorten(s))
	}
	return strconv.FormatUint(id, 10), nil
}

func date(a graphql.Argument) (time.Time, error) {
	s, err := text(a, a.Value)
	if err != nil {
		return time.Time{}, err
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil || t.Year() < 1 {
		return time.Time{}, fmt.Errorf("argument %s: %q is not a time such as 2026-11-22T00:00:00Z", a.Name, shorten(s))
	}
	return t.UTC(), nil
}

// filter is the rows that the query asks for, in the order of their ids.
// Without any date CJ gives the last 24 hours by posting date; that this isn't
// so when commissions are named by their ids is an assumption.
func (q commissionQuery) filter(rows []Commission, now time.Time) []Commission {
	posting := q.posting
	if posting.open() && q.event.open() && q.locking.open() && q.commissionIDs == nil {
		posting = window{now.Add(-defaultWindow), now.Add(time.Nanosecond)}
	}
	var out []Commission
	for _, c := range rows {
		if posting.contains(c.PostingDate) && q.wants(c) {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b Commission) int { return compareIDs(a.CommissionID, b.CommissionID) })
	return out
}

func (q commissionQuery) wants(c Commission) bool {
	return q.event.contains(c.EventDate) && q.locking.contains(c.LockingDate) &&
		slices.Contains(q.forPublishers, publisherCID) &&
		admits(q.advertiserIDs, advertiserCID) && admits(q.adIDs, c.AID) && admits(q.websiteIDs, c.PID) &&
		admits(q.commissionIDs, c.CommissionID) &&
		admits(q.actionStatuses, string(c.Status)) && admits(q.actionTypes, c.actionType()) &&
		admits(q.lockingMethods, lockingMethod) && admits(q.validation, validationStatus) &&
		(q.sinceCommission == "" || compareIDs(c.CommissionID, q.sinceCommission) > 0)
}

// admits reports whether a filter that was given names the value.
func admits(wanted []string, value string) bool {
	return wanted == nil || slices.Contains(wanted, value)
}

// compareIDs orders ids as numbers.
func compareIDs(a, b string) int {
	if c := cmp.Compare(len(a), len(b)); c != 0 {
		return c
	}
	return cmp.Compare(a, b)
}
