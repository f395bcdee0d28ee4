package affiliate_test

import (
	"errors"
	"strings"
	"testing"

	"linkledger/internal/affiliate"
)

const (
	pending    = affiliate.StatusPending
	approved   = affiliate.StatusApproved
	rejected   = affiliate.StatusRejected
	onHold     = affiliate.StatusOnHold
	unresolved = affiliate.StatusUnresolved
	reversed   = affiliate.StatusReversed
)

// TestDecisionsFromEachStatusToEach has a row for each status and a column for
// each that a person may ask for.
func TestDecisionsFromEachStatusToEach(t *testing.T) {
	to := []affiliate.Status{pending, approved, rejected, onHold, unresolved, reversed, "", "paid"}
	for from, row := range map[affiliate.Status]string{
		pending:    "yes yes yes yes no no no no",
		approved:   "yes yes yes yes no no no no",
		rejected:   "yes yes yes yes no no no no",
		onHold:     "yes yes yes yes no no no no",
		unresolved: "no  no  no  no  no no no no",
		reversed:   "no  no  no  no  no no no no",
		"":         "no  no  no  no  no no no no",
		"paid":     "no  no  no  no  no no no no",
	} {
		for i, want := range strings.Fields(row) {
			err := affiliate.Decision{Status: to[i], Reason: "because"}.Check(from)
			if (err == nil) != (want == "yes") || err != nil && affiliate.Code(err) != affiliate.Conflict {
				t.Errorf("from %q to %q: %v, want %s", from, to[i], err, want)
			}
		}
	}
}

func TestDecisionReasons(t *testing.T) {
	for _, c := range []struct {
		from, to affiliate.Status
		reason   string
		fine     bool
	}{
		{pending, approved, "", true}, {onHold, pending, "", true}, {approved, approved, "", true},
		{pending, rejected, "", false}, {pending, onHold, "", false}, {pending, rejected, "fraud", true},
		{rejected, rejected, "", false}, {rejected, rejected, "another reason", true}, {onHold, onHold, "", false},
		{pending, rejected, strings.Repeat("ü", 500), true}, {pending, rejected, strings.Repeat("ü", 501), false},
		{approved, approved, strings.Repeat("x", 501), false},
	} {
		err := affiliate.Decision{Status: c.to, Reason: c.reason}.Check(c.from)
		if (err == nil) != c.fine {
			t.Errorf("%s to %s for %.20q: %v", c.from, c.to, c.reason, err)
			continue
		}
		if e := (*affiliate.Error)(nil); err != nil && (!errors.As(err, &e) || e.Code != affiliate.Invalid || e.Fields["reason"] == "") {
			t.Errorf("%s to %s for %.20q: %+v has no word on the reason", c.from, c.to, c.reason, err)
		}
	}
}

func TestLocked(t *testing.T) {
	for status, want := range map[string]bool{
		affiliate.CJNew: false, affiliate.CJExtended: false, affiliate.CJLocked: true, affiliate.CJClosed: true, "": false, "LOCKED": false, "paid": false,
	} {
		if affiliate.Locked(status) != want {
			t.Errorf("Locked(%q) is %v", status, !want)
		}
	}
}

func TestBlocked(t *testing.T) {
	payable := affiliate.Conversion{MemberID: "m", Status: approved, Reason: "the reason", ActionID: "1", CJStatus: affiliate.CJLocked, Synced: true}
	for name, c := range map[string]struct {
		edit func(*affiliate.Conversion)
		says string
	}{
		"payable":            {func(*affiliate.Conversion) {}, ""},
		"closed":             {func(c *affiliate.Conversion) { c.CJStatus = affiliate.CJClosed }, ""},
		"pending but locked": {func(c *affiliate.Conversion) { c.Status = pending }, ""},
		"test":               {func(c *affiliate.Conversion) { c.Test = true }, "Test purchase"},
		"test and rejected":  {func(c *affiliate.Conversion) { c.Test, c.Status = true, rejected }, "Test purchase"},
		"unresolved":         {func(c *affiliate.Conversion) { c.Status = unresolved }, "CJ's row will decide"},
		"nobody's":           {func(c *affiliate.Conversion) { c.MemberID = "" }, "No member's link"},
		"rejected":           {func(c *affiliate.Conversion) { c.Status = rejected }, "Rejected: the reason"},
		"reversed":           {func(c *affiliate.Conversion) { c.Status = reversed }, "CJ reversed"},
		"on hold":            {func(c *affiliate.Conversion) { c.Status = onHold }, "On hold: the reason"},
		"of a newer version": {func(c *affiliate.Conversion) { c.Status = "disputed" }, "Update Linkledger"},
		"of no status":       {func(c *affiliate.Conversion) { c.Status = "" }, "Update Linkledger"},
		"postback only":      {func(c *affiliate.Conversion) { c.ActionID = "" }, "Only the postback"},
		"new":                {func(c *affiliate.Conversion) { c.CJStatus = affiliate.CJNew }, "not locked"},
		"extended":           {func(c *affiliate.Conversion) { c.CJStatus = affiliate.CJExtended }, "not locked"},
		"not synced":         {func(c *affiliate.Conversion) { c.Synced = false }, "not synced"},
	} {
		conversion := payable
		c.edit(&conversion)
		got := conversion.Blocked()
		if (c.says == "") != (got == "") || !strings.Contains(got, c.says) {
			t.Errorf("%s: %q, want %q", name, got, c.says)
		}
	}
}
