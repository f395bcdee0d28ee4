package desktop

import (
	"context"
	"fmt"
	"io"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/cashflow"
	"linkledger/internal/icalendar"
	"linkledger/internal/ingest"
)

// Calendar is the lock calendar.
func (c *Cash) Calendar() (LockCalendar, error) {
	return do(c.app, func(s *session) (LockCalendar, error) {
		ctx := context.Background()
		cash, err := s.cash(ctx)
		if err != nil {
			return LockCalendar{}, err
		}
		calendar := cashflow.NewCalendar(cash.currency, cash.locks, cash.today)
		v := LockCalendar{Currency: string(cash.currency), Today: cash.today, Days: []LockDay{}, Open: viewMoney(calendar.Open), Sales: calendar.Sales,
			Locked: viewMoney(calendar.Locked), Overdue: calendar.Overdue}
		for _, day := range calendar.Days {
			v.Days = append(v.Days, LockDay{Day: day.Day, InDays: day.InDays(cash.today), Sales: day.Sales, Sale: cash.amount(day.Sale),
				Commission: cash.amount(day.Commission), Payout: cash.amount(day.Due), Methods: lockingWords(day.Methods), Extended: day.Extended,
				Words: day.Words(cash.today)})
		}
		v.AsOf, err = s.store.Noted(ctx, ingest.NoteCJAsOf)
		return v, err
	})
}

// ExportCalendar writes the lock and payment days as an iCalendar file.
func (c *Cash) ExportCalendar() (ExportedFile, error) {
	return do(c.app, func(s *session) (ExportedFile, error) {
		ctx := context.Background()
		cash, err := s.cash(ctx)
		if err != nil {
			return ExportedFile{}, err
		}
		w, err := s.store.Workspace(ctx)
		if err != nil {
			return ExportedFile{}, err
		}
		file := icalendar.Calendar{Name: w.Name + ": CJ locks and pays", Product: "-//Linkledger//Lock calendar//EN", Stamp: s.clock.Now(), Events: cash.events(w.CID)}
		return s.export("lock-calendar-"+cash.today+".ics", func(out io.Writer) (int, error) { return len(file.Events), icalendar.Write(out, file) })
	})
}

// events are the days of the lock calendar and of CJ's payments. A day keeps its
// UID, so that a later export replaces what a calendar program has.
func (c cash) events(account string) []icalendar.Event {
	uid := func(kind, day string) string {
		return fmt.Sprintf("%s-%s-%s-%s@linkledger", kind, account, c.currency, day)
	}
	var events []icalendar.Event
	for _, day := range cashflow.NewCalendar(c.currency, c.locks, c.today).Days {
		if at, err := time.Parse(time.DateOnly, day.Day); err == nil {
			events = append(events, icalendar.Event{UID: uid("lock", day.Day), Day: at, Summary: fmt.Sprintf("CJ locks %s", c.amount(day.Commission).Text+" "+string(c.currency)),
				Description: day.Words(day.Day) + ". As of " + c.today + "."})
		}
	}
	for _, pay := range c.schedule().Payments {
		from, err := time.Parse(time.DateOnly, pay.From)
		if err != nil {
			continue // below the minimum: nobody can tell when
		}
		event := icalendar.Event{UID: uid("pay", pay.Day), Day: from, Summary: "CJ's payment is expected: " + pay.Amount.String(), Description: pay.Words(c.rules, c.today) + ". As of " + c.today + "."}
		if until, err := time.Parse(time.DateOnly, pay.Until); err == nil {
			event.Until = until
		}
		events = append(events, event)
	}
	return events
}

// lockingWords say how CJ locks, for each of its locking methods.
func lockingWords(methods []string) []string {
	words := []string{}
	for _, method := range methods {
		if text := (affiliate.TermsAction{LockingMethod: method}).Locking(); text != "" {
			words = append(words, text)
		}
	}
	return words
}
