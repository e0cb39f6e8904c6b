using System.Runtime.Loader;
using Algometer.StandIns;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Algometer.Esp32.Tests;

/// <summary>
/// The device program with a counter at the head of each straight run of IL and at each allocation: the same program, knowing how many
/// instructions it ran and what the device's heap would have given it.
/// </summary>
internal sealed class Instrumented : AssemblyLoadContext
{
    private static readonly string[] _counted = ["Algometer.Wire", "Algometer.Firmware", "Algometer.Esp32"];
    private static readonly Lazy<Dictionary<string, byte[]>> _images = new(Make);

    /// <summary>The counted program's Main.</summary>
    public static Action Entry()
    {
        var context = new Instrumented();
        System.Reflection.Assembly program = context.LoadFromAssemblyName(new System.Reflection.AssemblyName("Algometer.Esp32"));
        return program.GetType("Algometer.Esp32.Program")!.GetMethod("Main")!.CreateDelegate<Action>();
    }

    protected override System.Reflection.Assembly? Load(System.Reflection.AssemblyName assemblyName) =>
        _images.Value.TryGetValue(assemblyName.Name!, out byte[]? image) ? LoadFromStream(new MemoryStream(image)) : null;

    private static Dictionary<string, byte[]> Make()
    {
        var images = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        foreach (string name in _counted)
        {
            using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(
                Path.Combine(AppContext.BaseDirectory, name + ".dll"), new ReaderParameters { AssemblyResolver = resolver });
            MethodReference add = assembly.MainModule.ImportReference(typeof(IlMeter).GetMethod(nameof(IlMeter.Add)));
            MethodReference turn = assembly.MainModule.ImportReference(typeof(IlMeter).GetMethod(nameof(IlMeter.Turn)));
            var allocations = new CountedAllocations(assembly.MainModule);
            foreach (MethodDefinition method in assembly.MainModule.GetAllTypes()
                .Where(type => !type.FullName.StartsWith("System.", StringComparison.Ordinal))
                .SelectMany(type => type.Methods).Where(method => method.HasBody))
            {
                Mono.Cecil.Cil.MethodBody body = method.Body;
                body.SimplifyMacros();
                Count(body, add);
                allocations.Count(body);
                if (string.Equals(method.FullName, "System.Void Algometer.Firmware.DeviceLoop::RunOnce()", StringComparison.Ordinal))
                {
                    body.GetILProcessor().InsertBefore(body.Instructions[0], Instruction.Create(OpCodes.Call, turn));
                }

                body.OptimizeMacros();
            }

            using var image = new MemoryStream();
            assembly.Write(image);
            images[name] = image.ToArray();
        }

        return images;
    }

    private static void Count(Mono.Cecil.Cil.MethodBody body, MethodReference add)
    {
        var heads = new HashSet<Instruction> { body.Instructions[0] };
        foreach (Instruction instruction in body.Instructions)
        {
            if (instruction.Operand is Instruction target)
            {
                heads.Add(target);
            }
            else if (instruction.Operand is Instruction[] targets)
            {
                heads.UnionWith(targets);
            }

            if (instruction.OpCode.FlowControl is FlowControl.Branch or FlowControl.Cond_Branch or FlowControl.Return or FlowControl.Throw && instruction.Next is { } next)
            {
                heads.Add(next);
            }
        }

        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            heads.Add(handler.TryStart);
            heads.Add(handler.HandlerStart);
        }

        Instruction[] all = [.. body.Instructions];
        ILProcessor il = body.GetILProcessor();
        for (int i = 0; i < all.Length; i++)
        {
            if (!heads.Contains(all[i]))
            {
                continue;
            }

            int length = 1;
            while (i + length < all.Length && !heads.Contains(all[i + length]))
            {
                length++;
            }

            // The head's own place is taken by the counter, so that every jump to it counts, and the head moves behind.
            Instruction head = all[i];
            Instruction moved = il.Create(OpCodes.Nop);
            moved.OpCode = head.OpCode;
            moved.Operand = head.Operand;
            head.OpCode = OpCodes.Ldc_I4;
            head.Operand = length;
            Instruction call = il.Create(OpCodes.Call, add);
            il.InsertAfter(head, call);
            il.InsertAfter(call, moved);
        }
    }
}
