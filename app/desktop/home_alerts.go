package desktop

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/cashflow"
	"linkledger/internal/ingest"
	"linkledger/internal/money"
)

// Kinds of alerts.
const (
	alertSilent      = "silent"
	alertRefused     = "refused"
	alertCorrections = "corrections"
	alertLock        = "lock"
)

// notesLooked is where this device keeps up to where a person has looked, by the
// kind of alert.
const notesLooked = "looked_"

// Alerts are what needs attention of tracking and of CJ's ledger, the most
// urgent first. It answers from what is here; what only the relay knows is asked
// for beside it and shows when it came.
func (r *Reports) Alerts() ([]HomeAlert, error) {
	return do(r.app, func(s *session) ([]HomeAlert, error) { return s.homeAlerts(context.Background()) })
}

// Looked says that a person has looked at an alert, up to what it told.
func (r *Reports) Looked(kind, upTo string) ([]HomeAlert, error) {
	return do(r.app, func(s *session) ([]HomeAlert, error) {
		ctx := context.Background()
		if !isLookedAt(kind, upTo) {
			return nil, affiliate.Errorf(affiliate.Invalid, "This stays until it is over.").WithHint("Look at the list again.")
		}
		if err := s.store.Note(ctx, notesLooked+kind, upTo); err != nil {
			return nil, err
		}
		s.app.changed()
		return s.homeAlerts(ctx)
	})
}

// isLookedAt reports whether a kind of alert can be looked at up to something.
func isLookedAt(kind, upTo string) bool {
	var err error
	switch kind {
	case alertRefused:
		_, err = time.Parse(time.RFC3339, upTo)
	case alertCorrections:
		_, err = placeIn(upTo)
	default:
		return false
	}
	return err == nil
}

// placeIn is the place of a "<epoch> <place>" in a log.
func placeIn(text string) (int64, error) {
	_, place, _ := strings.Cut(text, " ")
	return strconv.ParseInt(place, 10, 64)
}

func (s *session) homeAlerts(ctx context.Context) ([]HomeAlert, error) {
	alerts := []HomeAlert{}
	for _, part := range []func(context.Context) ([]HomeAlert, error){s.refusedAlerts, s.silentAlerts, s.correctionAlerts, s.lockAlerts} {
		more, err := part(ctx)
		if err != nil {
			return nil, err
		}
		alerts = append(alerts, more...)
	}
	return alerts, nil
}

// silentAlerts tell of offers that are clicked and sell nothing any more, as of
// the day on which the relay was heard last: what has not come yet is no silence.
func (s *session) silentAlerts(ctx context.Context) ([]HomeAlert, error) {
	heard, err := s.notedTime(ctx, ingest.NoteRelayAsOf)
	if err != nil || heard.IsZero() {
		return nil, err
	}
	explorer, err := s.explorer(ctx)
	if err != nil {
		return nil, err
	}
	silent, err := explorer.Silent(ctx, affiliate.Day(heard, s.zone()))
	if err != nil || len(silent) == 0 {
		return nil, err
	}
	last, err := s.store.LastReported(ctx)
	if err != nil {
		return nil, err
	}
	of := ""
	if !last.IsZero() {
		of = " The last postback of any offer came on " + s.moment(last) + "."
	}
	var alerts []HomeAlert
	for _, offer := range silent {
		alerts = append(alerts, HomeAlert{Kind: alertSilent, Tone: "warn", Title: offer.Offer.Name + ": tracking silent since " + cashflow.Say(offer.Last, s.today()),
			Text: offer.Words() + of, To: "/test-purchase?offer=" + offer.Offer.ID, Action: "Test the purchase"})
	}
	return alerts, nil
}

// correctionAlerts tell of CJ's corrections since a person looked.
func (s *session) correctionAlerts(ctx context.Context) ([]HomeAlert, error) {
	position, err := s.store.Position(ctx)
	if err != nil {
		return nil, err
	}
	seen, err := s.store.Noted(ctx, notesLooked+alertCorrections)
	if err != nil {
		return nil, err
	}
	since := int64(0)
	if strings.HasPrefix(seen, position.Epoch+" ") { // another log counts anew
		if since, err = placeIn(seen); err != nil {
			return nil, err
		}
	}
	list, err := s.store.CorrectionsSince(ctx, since)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	rows, newest := 0, int64(0)
	var sums []string
	for _, c := range list {
		rows, newest = rows+c.Rows, max(newest, c.Newest)
		sums = append(sums, fmt.Sprintf("%s of sales and %s of commission on %s", money.New(c.Sale, c.Currency), money.New(c.Commission, c.Currency), counted(c.Sales, "sale")))
	}
	when := "have come from CJ"
	if since > 0 {
		when = "have come from CJ since you looked"
	}
	if rows == 1 {
		when = strings.Replace(when, "have", "has", 1)
	}
	return []HomeAlert{{Kind: alertCorrections, Tone: "info", Title: counted(rows, "correction") + " " + when, Text: "They come to " + strings.Join(sums, "; ") + ".",
		To: "/conversions?corrected=" + strconv.FormatInt(since, 10), Action: "See the sales", Looked: position.Epoch + " " + strconv.FormatInt(newest, 10)}}, nil
}

// locksAhead is how far ahead the next lock is told, locksSoon from when on it
// is urgent.
const (
	locksAhead = 45 * 24 * time.Hour
	locksSoon  = 3 * 24 * time.Hour
)

// lockAlerts tell until when sales can still be corrected: of the next day on
// which CJ locks any.
func (s *session) lockAlerts(ctx context.Context) ([]HomeAlert, error) {
	now := s.clock.Now()
	locks, err := s.store.LocksBetween(ctx, now, now.Add(locksAhead))
	if err != nil || len(locks) == 0 {
		return nil, err
	}
	day := affiliate.Day(locks[0].At, s.zone())
	sales, sum, commission := map[money.Currency]int{}, map[money.Currency]int64{}, map[money.Currency]int64{}
	var currencies []money.Currency
	for _, l := range locks {
		if affiliate.Day(l.At, s.zone()) != day {
			break
		}
		if sales[l.Currency] == 0 {
			currencies = append(currencies, l.Currency)
		}
		sales[l.Currency] += l.Sales
		sum[l.Currency] += l.Sale
		commission[l.Currency] += l.Commission
	}
	var parts []string
	for _, c := range currencies {
		parts = append(parts, fmt.Sprintf("%s with %s and %s of commission", counted(sales[c], "sale"), money.New(sum[c], c), money.New(commission[c], c)))
	}
	tone := "info"
	if locks[0].At.Sub(now) < locksSoon {
		tone = "warn"
	}
	return []HomeAlert{{Kind: alertLock, Tone: tone, Title: "Corrections are possible until " + cashflow.Say(day, s.today()),
		Text: "CJ locks " + strings.Join(parts, "; ") + " from " + s.moment(locks[0].At) + " on. What the brand does not correct by then is final.",
		To:   "/payments?view=calendar", Action: "Open the lock calendar"}}, nil
}
