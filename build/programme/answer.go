package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/cube"
	"linkledger/internal/ingest/programme"
	"linkledger/internal/money"
	"linkledger/internal/report"
	"linkledger/internal/store"
)

// currency is that of the figures that are asked for.
const currency money.Currency = "USD"

// answer is what a question came to, and how long it took with all of its rows.
type answer struct {
	MS   float64 `json:"ms"`
	Rows int     `json:"rows"`
	// Sums are those of each measure over the rows; money in minor units.
	Sums []int64 `json:"sums"`
}

// answerAll answers the questions whose names come on the input, a line each,
// with a line of JSON each. The first answer's time is from before the database
// is opened.
func answerAll(ctx context.Context, o options) (err error) {
	p, err := o.year()
	if err != nil {
		return err
	}
	lines, explorer := bufio.NewScanner(os.Stdin), (*report.Explorer)(nil)
	for lines.Scan() {
		began := time.Now()
		if explorer == nil {
			s, err := store.Open(ctx, o.database())
			if err != nil {
				return err
			}
			defer s.Close()
			explorer = report.NewExplorer(&source{store: s, zone: p.Zone, today: cube.DayIn(p.End().Add(-time.Hour), p.Zone)})
		}
		a, err := answerOne(ctx, p, explorer, lines.Text())
		if err != nil {
			return fmt.Errorf("%s: %w", lines.Text(), err)
		}
		a.MS = time.Since(began).Seconds() * 1000
		if err := json.NewEncoder(os.Stdout).Encode(a); err != nil {
			return err
		}
	}
	return lines.Err()
}

func answerOne(ctx context.Context, p *programme.Programme, explorer *report.Explorer, name string) (answer, error) {
	if q, found := questions(p)[name]; found {
		q.Currencies = []money.Currency{currency}
		result, err := explorer.Explore(ctx, q)
		if err != nil {
			return answer{}, err
		}
		return sumUp(result), nil
	}
	if ask, found := screens(p)[name]; found {
		return answer{}, ask(ctx, explorer)
	}
	return answer{}, errors.New("there is no such question")
}

// sumUp adds up the rows of an answer, with those of the period compared with.
func sumUp(r report.Result) answer {
	table := r.Tables[0]
	a := answer{Rows: len(table.Rows), Sums: make([]int64, len(r.Query.Measure))}
	for _, row := range table.Rows {
		for i, cell := range row.Total {
			for _, v := range []report.Value{cell.Value, cell.Before} {
				if v.Known() {
					a.Sums[i] += v.Count + v.Money.Minor
				}
			}
		}
	}
	return a
}

// source is where the questions get their facts from: the store, as the
// application has it, without what links' UTMs are.
type source struct {
	store     *store.Store
	zone      *time.Location
	today     cube.Day
	directory *report.Directory
}

// Today implements report.Source.
func (s *source) Today() cube.Day { return s.today }

// Snapshot implements report.Source.
func (s *source) Snapshot(ctx context.Context, days report.Days, asOf *cube.Day) (report.Snapshot, error) {
	if asOf != nil {
		stood, err := s.store.CubeAsOf(ctx, *asOf, days.From, min(days.To, *asOf))
		return report.Snapshot{Cube: stood.Cube, Words: stood.Words}, err
	}
	now, err := s.store.Cube(ctx, days.From, days.To)
	return report.Snapshot{Cube: now.Cube, Words: now.Words}, err
}

// Directory implements report.Source.
func (s *source) Directory(ctx context.Context) (*report.Directory, error) {
	if s.directory != nil {
		return s.directory, nil
	}
	d := &report.Directory{Zone: s.zone.String(), Home: currency}
	offers, err := s.store.Offers(ctx)
	if err != nil {
		return nil, err
	}
	for _, o := range offers {
		d.Offers = append(d.Offers, report.Named{ID: string(o.ID), Name: o.Name})
	}
	groups, err := s.store.Groups(ctx)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		d.Groups = append(d.Groups, report.Named{ID: string(g.ID), Name: g.Name})
	}
	members, err := s.store.Members(ctx)
	if err != nil {
		return nil, err
	}
	for _, m := range members {
		d.Members = append(d.Members, report.MemberEntry{Named: report.Named{ID: string(m.ID), Name: m.Name}, Test: m.Test, Removed: m.Removed})
	}
	moves, err := s.store.DatedFacts(ctx, affiliate.FactGroup)
	if err != nil {
		return nil, err
	}
	for _, f := range moves {
		d.Grouped = append(d.Grouped, report.Grouped{Member: f.Subject, Since: f.Since, Group: f.Value})
	}
	links, err := s.store.Links(ctx)
	if err != nil {
		return nil, err
	}
	for _, l := range links {
		d.Links = append(d.Links, report.LinkEntry{Number: l.Number, Named: report.Named{ID: string(l.ID), Name: l.Path()}, Offer: string(l.OfferID), Member: string(l.MemberID), Test: l.Test})
	}
	s.directory = d
	return d, nil
}
