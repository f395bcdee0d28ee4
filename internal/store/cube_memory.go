package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"linkledger/internal/cube"
)

// Cube is the cube in memory as it stood at one moment. Nobody may change it.
type Cube struct {
	*cube.Cube
	Words       []string // the text of each word; the first is none
	Known       cube.Day // the last day on which the fold learned anything
	First, Last cube.Day // that have cells; the last is before the first when none has
}

// Cube is the cube with the days between two, both included; it may have more.
// While nothing changes, the same one comes back. Only days that changed since
// are read again.
func (s *Store) Cube(ctx context.Context, from, to cube.Day) (Cube, error) {
	return s.cube.ask(ctx, s, from, to, func(queryer) (*cube.Cube, error) { return s.cube.now.Cube, nil })
}

// CubeAsOf is the cube as it stood in the evening of a day: without what became
// known later. Days after that one are as they are now.
func (s *Store) CubeAsOf(ctx context.Context, asOf, from, to cube.Day) (Cube, error) {
	return s.cube.ask(ctx, s, from, to, func(q queryer) (*cube.Cube, error) { return s.cube.asOf(ctx, q, asOf) })
}

// cubeMemory is what the store keeps of the cube in memory.
type cubeMemory struct {
	mu       sync.Mutex
	at       foldStamp
	from, to cube.Day // whose cells are here
	digests  map[cube.Day]string
	now      Cube
	earlier  map[cube.Day]*cube.Cube // as it stood in the evening of days
}

// manyEarlier is how many past states are kept at most.
const manyEarlier = 8

// ask brings the cube to the state of the database, with the days asked for.
func (m *cubeMemory) ask(ctx context.Context, s *Store, from, to cube.Day, which func(q queryer) (*cube.Cube, error)) (Cube, error) {
	m.mu.Lock() // before the state is fixed, so that states come in order
	defer m.mu.Unlock()
	remade := s.remade.Load()
	return snapshot(ctx, s, func(q queryer) (Cube, error) {
		if err := m.bring(ctx, q, remade, from, to); err != nil {
			m.now.Cube = nil // it is read whole the next time
			return Cube{}, fmt.Errorf("read the cube: %w", err)
		}
		answer := m.now
		var err error
		answer.Cube, err = which(q)
		return answer, err
	})
}

func (m *cubeMemory) bring(ctx context.Context, q queryer, remade int64, from, to cube.Day) error {
	at, err := stamp(ctx, q, remade)
	if err != nil {
		return err
	}
	if m.now.Cube == nil || !at.follows(m.at) {
		m.now = Cube{Cube: cube.New(), Words: []string{""}, Last: -1}
		m.at, m.digests, m.from, m.to = foldStamp{}, map[cube.Day]string{}, from, from-1
	}
	moved, more := at != m.at, from < m.from || to > m.to
	if !moved && !more {
		return nil
	}
	if moved {
		if err := m.readWords(ctx, q); err != nil {
			return err
		}
	}
	if more {
		m.from, m.to = min(m.from, from), max(m.to, to)
	}
	changed, err := m.changedDays(ctx, q)
	if err == nil && len(changed) > 0 {
		err = m.read(ctx, q, changed)
	}
	m.at = at
	return err
}

// readWords reads words that are new, and how far the days go.
func (m *cubeMemory) readWords(ctx context.Context, q queryer) error {
	more, err := words(ctx, q, len(m.now.Words)-1)
	if err != nil {
		return err
	}
	m.now.Words = append(m.now.Words, more...) // those who have the list see its old end
	var known, first, last string
	err = q.QueryRowContext(ctx, `SELECT coalesce((SELECT day FROM cube_known), ''), coalesce(min(day), ''), coalesce(max(day), '') FROM cube_day`).
		Scan(&known, &first, &last)
	m.now.Known, m.now.First, m.now.Last = cubeDay(known), cubeDay(first), cubeDay(last)
	if first == "" {
		m.now.Last = m.now.First - 1
	}
	return err
}

// changedDays are those of the days here whose cells are others than before.
func (m *cubeMemory) changedDays(ctx context.Context, q queryer) ([]cube.Day, error) {
	type row struct {
		day    string
		digest []byte
	}
	list, err := rows(ctx, q, func(r scanner) (v row, err error) { return v, r.Scan(&v.day, &v.digest) },
		`SELECT day, digest FROM cube_day WHERE day BETWEEN ? AND ? ORDER BY day, part`, m.from.String(), m.to.String())
	if err != nil {
		return nil, err
	}
	digests := make(map[cube.Day]string, len(list))
	for _, v := range list {
		digests[cubeDay(v.day)] += string(v.digest)
	}
	var changed []cube.Day
	for day, digest := range digests {
		if m.digests[day] != digest {
			changed = append(changed, day)
		}
	}
	for day := range m.digests {
		if _, has := digests[day]; !has {
			changed = append(changed, day)
		}
	}
	m.digests, m.earlier = digests, nil
	return changed, nil
}

// read takes the cells of days from the database.
func (m *cubeMemory) read(ctx context.Context, q queryer, changed []cube.Day) error {
	texts := make([]string, 0, len(changed))
	for _, day := range changed {
		texts = append(texts, day.String())
	}
	wanted, err := json.Marshal(texts)
	if err != nil {
		return err
	}
	list, err := rows(ctx, q, scanPacked, `SELECT day, part, cells FROM json_each(?) CROSS JOIN cube_day ON day = value`, string(wanted))
	if err != nil {
		return err
	}
	days, err := unpack(list)
	if err != nil {
		return err
	}
	for _, day := range changed {
		if _, has := days[day]; !has {
			days[day] = cube.Cells{}
		}
	}
	m.now.Cube = m.now.With(days)
	return nil
}

// asOf is the cube as it stood in the evening of a day.
func (m *cubeMemory) asOf(ctx context.Context, q queryer, day cube.Day) (*cube.Cube, error) {
	if kept := m.earlier[day]; kept != nil {
		return kept, nil
	}
	days, err := lateFor(ctx, q, day, m.from, m.to)
	if err != nil {
		return nil, err
	}
	if len(m.earlier) >= manyEarlier || m.earlier == nil {
		m.earlier = map[cube.Day]*cube.Cube{}
	}
	stood := m.now.Less(days)
	m.earlier[day] = stood
	return stood, nil
}

// lateFor is what became known only after a day, by the day on which it stands.
func lateFor(ctx context.Context, q queryer, asOf, from, to cube.Day) (map[cube.Day]cube.Cells, error) {
	list, err := rows(ctx, q, scanPacked, `SELECT day, part, cells FROM cube_late WHERE known > ?1 AND day BETWEEN ?2 AND min(?1, ?3)`,
		asOf.String(), from.String(), to.String())
	if err != nil {
		return nil, err
	}
	return unpack(list)
}

// packed is a part of a day's cells as the database has it.
type packed struct {
	day   cube.Day
	part  cube.Part
	cells []byte
}

func scanPacked(r scanner) (p packed, err error) {
	var day, part string
	if err = r.Scan(&day, &part, &p.cells); err != nil {
		return p, err
	}
	if p.day, err = cube.DayOf(day); err == nil {
		p.part, err = cube.PartOf(part)
	}
	return p, err
}

// unpack adds up the cells of days, on all processors.
func unpack(list []packed) (map[cube.Day]cube.Cells, error) {
	by := map[cube.Day][]packed{}
	for _, p := range list {
		by[p.day] = append(by[p.day], p)
	}
	order := slices.Sorted(maps.Keys(by))
	cells, errs := make([]cube.Cells, len(order)), make([]error, len(order))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(order)) {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(order)); i = next.Add(1) - 1 {
				for _, p := range by[order[i]] {
					var more cube.Cells
					if err := more.Unpack(p.part, p.cells); err != nil {
						errs[i] = fmt.Errorf("%s of %s: %w", p.part, p.day, err)
					}
					cells[i] = cube.Add(cells[i], more)
				}
			}
		})
	}
	workers.Wait()
	days := make(map[cube.Day]cube.Cells, len(order))
	for i, day := range order {
		days[day] = cells[i]
	}
	return days, errors.Join(errs...)
}
