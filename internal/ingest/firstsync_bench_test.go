package ingest_test

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// BenchmarkFirstSync folds a log of click counts into a new device's database:
// LINKLEDGER_BENCH_ENTRIES of them (20,000 when not set), of 10,000 links. A
// sub-benchmark starts from a snapshot instead, made outside the measured time.
func BenchmarkFirstSync(b *testing.B) {
	n := 20_000
	if text := os.Getenv("LINKLEDGER_BENCH_ENTRIES"); text != "" {
		var err error
		if n, err = strconv.Atoi(text); err != nil {
			b.Fatal(err)
		}
	}
	log := newLog()
	at := start
	for i := range n {
		at = at.Add(time.Second)
		day := at.Format("2006-01-02")
		log.entries = append(log.entries, relayapi.Entry{Seq: int64(i + 1), ID: uuid.Must(uuid.NewV7()).String(), Kind: relayapi.KindClicks, Schema: 1,
			Device: relayapi.RelayDevice, Actor: relayapi.RelayDevice, Time: at, Body: []byte(fmt.Sprintf(
				`{"links":[{"number":%d,"day":%q,"gross":3,"unique":2,"rejected":{}}],"offers":[]}`, i%10_000+1, day))})
	}
	key := relayapi.NewKey()
	first := func() *device { return newDevice(b, log, log.id, key, affiliate.ClickKeys{}) }
	kept := &shelf{parts: map[string][]byte{}}
	b.Run("log", func(b *testing.B) {
		for b.Loop() {
			d := first()
			d.exchange()
			kept.about = relayapi.Snapshot{}
			d.keeps(kept)
			b.StopTimer()
			if err := d.syncer.MakeSnapshot(context.Background()); err != nil {
				b.Fatal(err)
			}
			_ = d.store.Close()
			b.StartTimer()
		}
		b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
	})
	b.Run("snapshot", func(b *testing.B) {
		for b.Loop() {
			d := first()
			d.keeps(kept)
			d.syncer.Log = func(what string) { b.Fatal(what) }
			d.exchange()
			b.StopTimer()
			_ = d.store.Close()
			b.StartTimer()
		}
		b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
	})
}
