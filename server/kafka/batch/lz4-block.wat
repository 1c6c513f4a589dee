;; One lz4 block (lz4_Block_format.md), from $at to $end, written from $out on. Answers where the output ends; -1: the block is
;; damaged, -2: it would go beyond $room. Bytes from $history on may be repeated. 16 bytes behind $end are read and 16 behind $room
;; written without meaning: the caller leaves room for both. Nothing else is touched, whatever the bytes say.
(module
  (memory (export "memory") 1)
  (func (export "inflate")
    (param $at i32) (param $end i32) (param $history i32) (param $out i32) (param $room i32) (result i32)
    (local $token i32) (local $length i32) (local $more i32) (local $distance i32) (local $from i32) (local $stop i32)
    (block $done
      (loop $sequence
        (br_if $done (i32.ge_s (local.get $at) (local.get $end)))
        (local.set $token (i32.load8_u (local.get $at)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))

        ;; literals
        (local.set $length (i32.shr_u (local.get $token) (i32.const 4)))
        (if (i32.eq (local.get $length) (i32.const 15))
          (then
            (loop $longer
              ;; checked in each round: no sum can overflow
              (if (i32.ge_s (local.get $length) (i32.sub (local.get $end) (local.get $at)))
                (then (return (i32.const -1))))
              (local.set $more (i32.load8_u (local.get $at)))
              (local.set $at (i32.add (local.get $at) (i32.const 1)))
              (local.set $length (i32.add (local.get $length) (local.get $more)))
              (br_if $longer (i32.eq (local.get $more) (i32.const 255))))))
        (if (i32.gt_s (local.get $length) (i32.sub (local.get $end) (local.get $at)))
          (then (return (i32.const -1))))
        (if (i32.gt_s (local.get $length) (i32.sub (local.get $room) (local.get $out)))
          (then (return (i32.const -2))))
        (if (i32.le_u (local.get $length) (i32.const 16))
          (then
            (i64.store (local.get $out) (i64.load (local.get $at)))
            (i64.store offset=8 (local.get $out) (i64.load offset=8 (local.get $at))))
          (else (memory.copy (local.get $out) (local.get $at) (local.get $length))))
        (local.set $at (i32.add (local.get $at) (local.get $length)))
        (local.set $out (i32.add (local.get $out) (local.get $length)))
        ;; the last sequence has no match
        (br_if $done (i32.ge_s (local.get $at) (local.get $end)))

        ;; match
        (if (i32.lt_s (i32.sub (local.get $end) (local.get $at)) (i32.const 2))
          (then (return (i32.const -1))))
        (local.set $distance (i32.load16_u (local.get $at)))
        (local.set $at (i32.add (local.get $at) (i32.const 2)))
        (if (i32.or
              (i32.eqz (local.get $distance))
              (i32.gt_s (local.get $distance) (i32.sub (local.get $out) (local.get $history))))
          (then (return (i32.const -1))))
        (local.set $length (i32.and (local.get $token) (i32.const 15)))
        (if (i32.eq (local.get $length) (i32.const 15))
          (then
            (loop $longer
              (if (i32.ge_s (local.get $at) (local.get $end))
                (then (return (i32.const -1))))
              (if (i32.gt_s (local.get $length) (i32.sub (local.get $room) (local.get $out)))
                (then (return (i32.const -2))))
              (local.set $more (i32.load8_u (local.get $at)))
              (local.set $at (i32.add (local.get $at) (i32.const 1)))
              (local.set $length (i32.add (local.get $length) (local.get $more)))
              (br_if $longer (i32.eq (local.get $more) (i32.const 255))))))
        (local.set $length (i32.add (local.get $length) (i32.const 4)))
        (if (i32.gt_s (local.get $length) (i32.sub (local.get $room) (local.get $out)))
          (then (return (i32.const -2))))
        (local.set $from (i32.sub (local.get $out) (local.get $distance)))
        (local.set $stop (i32.add (local.get $out) (local.get $length)))
        (if (i32.ge_u (local.get $distance) (i32.const 16))
          (then
            (loop $copy
              (i64.store (local.get $out) (i64.load (local.get $from)))
              (i64.store offset=8 (local.get $out) (i64.load offset=8 (local.get $from)))
              (local.set $from (i32.add (local.get $from) (i32.const 16)))
              (local.set $out (i32.add (local.get $out) (i32.const 16)))
              (br_if $copy (i32.lt_s (local.get $out) (local.get $stop)))))
          (else
            (block $copied
              (loop $copy
                (br_if $copied (i32.ge_s (local.get $out) (local.get $stop)))
                ;; what repeats itself within eight bytes is written byte by byte
                (if (i32.lt_u (local.get $distance) (i32.const 8))
                  (then
                    (i32.store8 (local.get $out) (i32.load8_u (local.get $from)))
                    (local.set $from (i32.add (local.get $from) (i32.const 1)))
                    (local.set $out (i32.add (local.get $out) (i32.const 1))))
                  (else
                    (i64.store (local.get $out) (i64.load (local.get $from)))
                    (local.set $from (i32.add (local.get $from) (i32.const 8)))
                    (local.set $out (i32.add (local.get $out) (i32.const 8)))))
                (br $copy)))))
        (local.set $out (local.get $stop))
        (br $sequence)))
    (local.get $out)))
