package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"linkledger/internal/sandbox/commission"
)

// ConversionCall is a conversion call that CJ received, and what became of it.
type ConversionCall struct {
	Time    time.Time
	Query   string
	OrderID string // "" if it was refused
	Outcome string // in words
}

// clockSkew is how far a shop's clock may run ahead of CJ's.
const clockSkew = 5 * time.Minute

// handleConversion is CJ's www.emjcd.com/u. A shop sees 200 for everything
// that is well-formed, also when no commission comes of it; the body is empty,
// since CJ documents none.
func (s *Sandbox) handleConversion(w http.ResponseWriter, r *http.Request) {
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		err = invalid("the query can't be read: %v", err)
	}
	var c conversion
	if err == nil {
		c, err = parseConversion(query)
	}
	if err == nil {
		err = s.change(func(st *state, now time.Time) error {
			if c.EventTime.After(now.Add(clockSkew)) {
				return invalid("EVENTTIME %s is in the future: it is %s here", c.EventTime.Format(time.RFC3339), now.Format(time.RFC3339))
			}
			outcome, err := st.post(c, now)
			if err != nil {
				return err
			}
			st.Calls = append(st.Calls, ConversionCall{Time: now, Query: r.URL.RawQuery, OrderID: c.OrderID, Outcome: outcome})
			return nil
		})
	}
	if err == nil {
		w.WriteHeader(http.StatusOK)
		return
	}
	if statusOf(err) == http.StatusBadRequest {
		s.keepRefused(r.URL.RawQuery, err)
	}
	s.refuse(w, r, err)
}

// keepRefused keeps a refused call, so that a person finds out why a sale is
// missing.
func (s *Sandbox) keepRefused(query string, why error) {
	const most = 2000 // of a call that nobody could read anyway
	query = query[:min(len(query), most)]
	err := s.change(func(st *state, now time.Time) error {
		st.Calls = append(st.Calls, ConversionCall{Time: now, Query: query, Outcome: "refused: " + why.Error()})
		return nil
	})
	if err != nil {
		s.log.Error("keep a refused conversion call", "error", err)
	}
}

// post turns a conversion into a commission row and its postback, if CJ can
// attribute it and hasn't had it before.
func (st *state) post(c conversion, now time.Time) (outcome string, err error) {
	click, ok := st.click(c.CJEvent)
	if c.CJEvent == "" || !ok {
		return "not attributed: CJ knows no such click", nil
	}
	return st.postOf(c, click, now)
}

// postOf is post for a conversion whose click is known.
func (st *state) postOf(c conversion, click Click, now time.Time) (outcome string, err error) {
	if st.has(c) {
		return "ignored: CJ has this order already", nil
	}
	row, err := newRow(c, click, now)
	if err != nil {
		return "", err
	}
	if st.Faults[WrongSID] {
		row.SID = wrongSID
	}
	if st.Faults[WrongRate] {
		row.Rate = wrongRate
		if row, err = row.Worth(c.Sale); err != nil {
			return "", err
		}
	}
	st.append(now, row)
	return "posted as commission " + st.Commissions[len(st.Commissions)-1].CommissionID, nil
}

// has reports whether CJ has had the order: orders are told apart by order id
// and action tracker.
func (st *state) has(c conversion) bool {
	return slices.ContainsFunc(st.Commissions, func(row Commission) bool {
		return row.OrderID == c.OrderID && row.Tracker.ID == c.Tracker.ID
	})
}

// newRow is the original row of a conversion.
func newRow(c conversion, click Click, now time.Time) (Commission, error) {
	ad, ok := adByID(click.AID)
	if !ok {
		return Commission{}, missing("CJ knows no ad %q", shorten(click.AID))
	}
	event := c.EventTime
	if event.IsZero() || event.After(now) {
		event = now
	}
	row := Commission{
		Original: true, OrderID: c.OrderID, Status: StatusNew, Type: commission.ItemSale,
		Tracker: c.Tracker, Validation: c.Tracker.Validation(),
		PID: click.PID, AID: click.AID, SID: click.SID, Referrer: click.Referrer,
		ClickDate: click.Time, EventDate: event, PostingDate: now, LockingDate: c.Tracker.LockingDate(event, now),
		Rate: ad.CommissionRate, Discount: c.Discount, Items: slices.Clone(c.Items), Buyer: c.Buyer,
	}
	if len(c.Items) == 0 {
		row.Type = commission.SimpleSale
	}
	return row.Worth(c.Sale)
}

// wrongRate is what CJ pays under the fault of that name, in per cent.
const wrongRate = "1"

// wrongSID is what CJ passes on under the fault of that name.
const wrongSID = "thesidofsomebodyelse00000"
