package backup_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/backup"
)

func at(hoursAgo int, reason backup.Reason) backup.Backup {
	when := noon.Add(-time.Duration(hoursAgo) * time.Hour)
	return backup.Backup{ID: fmt.Sprintf("%s-%s", when.Format(time.RFC3339), reason), Manifest: backup.Manifest{MadeAt: when, Reason: reason}}
}

func dropped(list []backup.Backup) (ids []string) {
	for _, b := range backup.Outdated(list) {
		ids = append(ids, b.ID)
	}
	return ids
}

func TestOutdated(t *testing.T) {
	var everyHour []backup.Backup
	for h := range 24 * 400 { // more than a year
		everyHour = append(everyHour, at(h, backup.Scheduled))
	}
	gone := dropped(everyHour)
	var kept []backup.Backup
	for _, b := range everyHour {
		if !slices.Contains(gone, b.ID) {
			kept = append(kept, b)
		}
	}
	// 24 hours; of 14 days the two that those touch are there already; of 12
	// months likewise this one.
	if n := len(kept); n != 24+12+11 {
		t.Errorf("%d of %d are kept", n, len(everyHour))
	}
	if oldest := kept[len(kept)-1].MadeAt; oldest.Format("2006-01") != "2025-12" {
		t.Errorf("the oldest is of %s", oldest)
	}
	half := at(1, backup.Scheduled)
	half.ID = "half"
	for name, c := range map[string]struct {
		list []backup.Backup
		want []string
	}{
		"none":                       {nil, nil},
		"one":                        {[]backup.Backup{at(24*900, backup.Scheduled)}, nil},
		"before an update, that day": {[]backup.Backup{at(0, backup.Scheduled), at(1, backup.BeforeUpdate), at(2, backup.Scheduled)}, nil},
		"two restores of a day":      {[]backup.Backup{at(0, backup.Scheduled), at(1, backup.BeforeRestore), at(2, backup.BeforeRestore)}, nil},
		"two of an hour":             {[]backup.Backup{at(0, backup.Asked), at(1, backup.Scheduled), half, at(24, backup.Scheduled)}, []string{half.ID}},
	} {
		if diff := cmp.Diff(c.want, dropped(c.list)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestPruningIsCalm: pruning at every step never drops the newest, keeps few,
// and keeps the newest of each recent hour and day.
func TestPruningIsCalm(t *testing.T) {
	reasons := []backup.Reason{backup.Scheduled, backup.Scheduled, backup.Asked, backup.BeforeUpdate, backup.BeforeRestore}
	rapid.Check(t, func(t *rapid.T) {
		var list []backup.Backup
		when := noon
		for i := range rapid.IntRange(1, 120).Draw(t, "n") {
			when = when.Add(time.Duration(rapid.IntRange(1, 40*60).Draw(t, "minutes")) * time.Minute)
			made := backup.Backup{ID: fmt.Sprint(i), Manifest: backup.Manifest{MadeAt: when, Reason: rapid.SampledFrom(reasons).Draw(t, "reason")}}
			before := list
			list = append([]backup.Backup{made}, list...)
			out := dropped(list)
			list = slices.DeleteFunc(list, func(b backup.Backup) bool { return slices.Contains(out, b.ID) })
			if list[0].ID != made.ID {
				t.Fatal("the newest was dropped")
			}
			scheduled := 0
			for _, b := range list {
				if b.Reason == backup.Scheduled {
					scheduled++
				}
			}
			if scheduled > 24+14+12 {
				t.Fatalf("%d are kept", scheduled)
			}
			if again := backup.Outdated(list); len(again) > 0 {
				t.Fatalf("pruning again drops %d more", len(again))
			}
			if len(before) > 0 && before[0].MadeAt.Day() != made.MadeAt.Day() && len(list) > 1 && list[1].ID != before[0].ID {
				t.Fatal("the last one of the day before was dropped")
			}
		}
	})
}
