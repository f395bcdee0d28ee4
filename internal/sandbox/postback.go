package sandbox

import (
	"slices"
	"strings"
	"time"
)

// DeliveryState is how far a postback has come.
type DeliveryState string

// The states of a delivery.
const (
	DeliveryWaiting   DeliveryState = "waiting"
	DeliveryDone      DeliveryState = "delivered"
	DeliveryGaveUp    DeliveryState = "gave up"
	DeliveryNeverSent DeliveryState = "never sent" // under the fault no-postback
)

// Delivery is the postback of one commission row and every attempt to deliver it.
type Delivery struct {
	ID           string
	AID          string
	OrderID      string
	CommissionID string
	State        DeliveryState
	Due          time.Time // of the next attempt while waiting
	URL          string    // of a sale that the ledger hasn't got; otherwise made of the row
	Attempts     []Attempt
}

// Attempt is one call of a postback URL.
type Attempt struct {
	Time   time.Time
	URL    string
	Status int    // 0 when there was no answer
	Reply  string // the beginning of the answer
	Error  string // why there was no answer
}

// retryDelays are the pauses after the attempts that failed; then CJ gives up.
// CJ publishes no rule.
func retryDelays() []time.Duration {
	return []time.Duration{time.Second, 5 * time.Second, 30 * time.Second}
}

// SetPostback sets what CJ calls after each sale of an ad, delay after it; an
// empty template takes it away. Sales that wait for their postback get the new
// one.
func (s *Sandbox) SetPostback(aid, template string, delay time.Duration) error {
	if _, ok := adByID(aid); !ok {
		return missing("CJ knows no ad %q", shorten(aid))
	}
	if delay < 0 || delay > maxDelay {
		return invalid("the delay %s can't be: give 0 to %s", delay, maxDelay)
	}
	if template != "" {
		if err := checkTemplate(template); err != nil {
			return err
		}
	}
	return s.change(func(st *state, _ time.Time) error {
		if template == "" {
			delete(st.Postbacks, aid)
		} else {
			st.Postbacks[aid] = Postback{Template: template, Delay: delay}
		}
		return nil
	})
}

// schedulePostback plans the postback of a row, if its ad has one that is for
// such rows.
func (st *state) schedulePostback(row Commission, now time.Time) {
	postback, ok := st.Postbacks[row.AID]
	if !ok || !row.Original && !strings.Contains(postback.Template, kindMacro) {
		return
	}
	st.Deliveries = append(st.Deliveries, Delivery{
		ID: st.number("delivery", 1), AID: row.AID, OrderID: row.OrderID, CommissionID: row.CommissionID,
		State: DeliveryWaiting, Due: now.Add(postback.Delay + st.lateness()),
	})
}

// lateness is how much later than agreed the next postback comes.
func (st *state) lateness() (late time.Duration) {
	if st.Faults[LatePostback] {
		late += 24 * time.Hour
	}
	if st.Faults[OutOfOrder] && len(st.Deliveries)%2 == 0 {
		late += time.Hour
	}
	return late
}

// target is the URL that a delivery calls, as the faults have it; "" when
// there is nothing to call.
func (st *state) target(d Delivery) string {
	if d.URL != "" {
		return d.URL
	}
	postback, set := st.Postbacks[d.AID]
	i := slices.IndexFunc(st.Commissions, func(row Commission) bool { return row.CommissionID == d.CommissionID })
	if st.Faults[NoPostback] || !set || i < 0 {
		return ""
	}
	unit := majorUnits
	switch {
	case st.Faults[MissingFields]:
		unit = noAmounts
	case st.Faults[WrongUnit]:
		unit = minorUnits
	}
	url := postback.Template
	values := macros(st.Commissions[i], unit)
	if st.Faults[WrongCurrency] {
		values["{CURRENCY}"] = wrongCurrency
		if !strings.Contains(url, "{CURRENCY}") {
			url += "&currency={CURRENCY}"
		}
	}
	if st.Faults[WrongPayout] {
		row := st.Commissions[i]
		row.Commission.Minor *= 2
		_, values["{COMMISSION}"] = unit(row)
	}
	if !st.Faults[UnexpandedMacros] {
		url = expand(url, values)
	}
	if st.Faults[WrongToken] {
		url = withWrongToken(url)
	}
	return url
}

// wrongCurrency is what postbacks give under the fault of that name.
const wrongCurrency = "EUR"

// delivery finds a delivery to change; it may have been forgotten by a reset.
func (st *state) delivery(id string) (*Delivery, bool) {
	for i := range st.Deliveries {
		if st.Deliveries[i].ID == id {
			return &st.Deliveries[i], true
		}
	}
	return nil, false
}

// record notes the attempts of one delivery and decides what comes next. Only
// status 200 counts as delivered.
func (d *Delivery) record(attempts []Attempt, now time.Time) {
	tries := len(retryDelays()) + 1
	d.Attempts = append(slices.Clone(d.Attempts), attempts...)
	failed := 0
	for _, a := range d.Attempts {
		if a.Status != 200 {
			failed++
		}
	}
	switch last := attempts[len(attempts)-1]; {
	case last.Status == 200:
		d.State = DeliveryDone
	case failed >= tries:
		d.State = DeliveryGaveUp
	default:
		d.Due = now.Add(retryDelays()[failed-1])
	}
}
