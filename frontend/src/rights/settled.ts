import { useEffect, useState } from "react";

/** A value once it has stayed the same for a moment, so that nothing is asked at each letter. */
export function useSettled<Value>(value: Value, wait = 250): Value {
  const [settled, setSettled] = useState(value);
  const told = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(told) as Value), wait);
    return () => clearTimeout(timer);
  }, [told, wait]);
  return settled;
}
