package detail

import (
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

// Read checks the arguments of one side's query.
func Read(role Role, arguments []graphql.Argument) (Query, error) {
	q := Query{Role: role}
	for _, a := range arguments {
		if a.Value == nil { // null is the same as not given
			continue
		}
		if err := q.take(a); err != nil {
			return q, err
		}
	}
	if q.own == nil {
		return q, fmt.Errorf("missing field argument for%ss: give the %s's company ids", role, role)
	}
	if err := q.Posting.complete("Posting"); err != nil {
		return q, err
	}
	if err := q.event.complete("Event"); err != nil {
		return q, err
	}
	return q, q.locking.complete("Locking")
}

// complete gives a window that has one end CJ's default of 24 hours, and
// refuses one that is too wide.
func (w *Window) complete(name string) error {
	switch {
	case w.Open():
		return nil
	case w.Before.IsZero():
		w.Before = w.Since.Add(defaultWindow)
	case w.Since.IsZero():
		w.Since = w.Before.Add(-defaultWindow)
	}
	if !w.Since.Before(w.Before) {
		return fmt.Errorf("since%sDate must be earlier than before%sDate", name, name)
	}
	if w.Before.Sub(w.Since) > maxWindow {
		return fmt.Errorf("the %s date window must not exceed 31 days", name)
	}
	return nil
}

func (q *Query) take(a graphql.Argument) (err error) {
	switch name := a.Name; {
	case name == "for"+string(q.Role)+"s":
		q.own, err = texts(a, nil)
		return err
	case name == "advertiserIds" && q.Role == Publisher, name == "publisherIds" && q.Role == Advertiser:
		q.others, err = texts(a, nil)
		return err
	}
	switch a.Name {
	case "adIds":
		q.ads, err = texts(a, nil)
	case "websiteIds":
		q.websites, err = texts(a, nil)
	case "commissionIds":
		q.IDs, err = texts(a, nil)
	case "actionStatuses":
		q.statuses, err = texts(a, []string{"new", "extended", "locked", "closed"})
	case "actionTypes":
		q.types, err = texts(a, []string{"bonus", "click", "imp", "item_lead", "item_sale", "perf_inc", "sim_lead", "sim_sale"})
	case "lockingMethods":
		q.methods, err = texts(a, []string{"IMMEDIATE", "FIXED_DATE", "OPEN_ENDED", "FIXED_DURATION"})
	case "validationStatuses":
		q.validation, err = texts(a, []string{"PENDING", "ACCEPTED", "DECLINED", "AUTOMATED"})
	case "sinceCommissionId":
		q.After, err = commissionID(a)
	case "sincePostingDate":
		q.Posting.Since, err = date(a)
	case "beforePostingDate":
		q.Posting.Before, err = date(a)
	case "sinceEventDate":
		q.event.Since, err = date(a)
	case "beforeEventDate":
		q.event.Before, err = date(a)
	case "sinceLockingDate":
		q.locking.Since, err = date(a)
	case "beforeLockingDate":
		q.locking.Before, err = date(a)
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

// shorten keeps what a caller sent readable inside an error text.
func shorten(s string) string {
	const most = 80
	if len(s) > most {
		return s[:most] + "…"
	}
	return s
}
